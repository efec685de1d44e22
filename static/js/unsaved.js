// Asks before a form with unsaved input is left. Sending it, or discarding it
// (a form inside data-discards), is no leaving.
(() => {
  let isUnsaved = Boolean(document.querySelector('form[data-unsaved="yes"]'));

  document.querySelectorAll("form[data-unsaved]").forEach((form) => {
    ["input", "change"].forEach((kind) => form.addEventListener(kind, () => { isUnsaved = true; }));
  });

  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-unsaved]") || event.target.closest("[data-discards]")) {
      isUnsaved = false;
    }
  });

  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved) event.preventDefault();
  });
})();
