// Ctrl+Enter (or Command+Enter) saves the form it is pressed in.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest && event.target.closest("form[data-save-key]");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-save]"));
  }
});
