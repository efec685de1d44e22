// Says so when what is typed could not be kept: no connection, or signed out.
(() => {
  const panel = document.getElementById("live");
  const status = document.getElementById("draft-kept");
  if (!panel || !status) return;

  const say = (words) => { status.textContent = words; };

  panel.addEventListener("htmx:sendError", () => say(panel.dataset.notKept));
  panel.addEventListener("htmx:responseError", (event) => {
    const isSignedOut = [401, 403].includes(event.detail.xhr.status);
    say(isSignedOut ? panel.dataset.signedOut : panel.dataset.notKept);
  });
})();
