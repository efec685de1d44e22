// After the panel has brought new problems to the controls: says so to screen readers, and
// unfolds what hides a control when a link leads to it.
(() => {
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const slot = event.detail.target;
    const control = slot && slot.dataset.control && document.getElementById(slot.dataset.control);
    if (!control) return;
    if (slot.textContent.trim()) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target.matches("input, select, textarea")) { event.preventDefault(); target.focus(); }
  });
})();
