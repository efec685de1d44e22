// Moves the mark of a reference band while a value is typed. The server gives, for each
// unit, the values at both ends of the drawing, so nothing is converted here.
(() => {
  const WIDTH = 100;

  const place = (row, band) => {
    const here = band.querySelector(".here");
    const input = row.querySelector(".fact-value");
    const unit = row.querySelector("select.fact-unit");
    const scales = JSON.parse(band.dataset.band);
    const [low, high] = (scales[unit ? unit.value : Object.keys(scales)[0]] || []).map(Number);
    const value = Number.parseFloat(input.value.replace(/^\s*[<>≤≥]=?/, "").replace(",", "."));
    const isShown = Number.isFinite(value) && Number.isFinite(low);
    here.setAttribute("visibility", isShown ? "visible" : "hidden");
    if (!isShown) return;
    const along = Math.min(Math.max((value - low) / (high - low), 0), 1) * WIDTH;
    here.setAttribute("cx", along.toFixed(1));
    const reference = band.querySelector(".reference");
    if (!reference) return;
    const start = Number(reference.getAttribute("x"));
    const end = start + Number(reference.getAttribute("width"));
    band.classList.toggle("is-outside", along < start - 0.05 || along > end + 0.05);
  };

  const follow = (event) => {
    const row = event.target.closest && event.target.closest(".fact");
    const band = row && row.querySelector("[data-band]");
    if (band) place(row, band);
  };

  document.addEventListener("input", follow);
  document.addEventListener("change", follow);
})();
