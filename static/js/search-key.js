// Pressing "/" anywhere outside a field goes to the patient search.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target;
  if (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
  const search = document.querySelector('[data-search-key="/"]');
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});
