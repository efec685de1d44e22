// Before the idle sign-out: a notice. After it: the page is covered, but not left, so that what
// was typed survives. A page that keeps drafts may listen to "idle:soon" and save one.
(() => {
  const body = document.body;
  const idle = Number(body.dataset.idleSeconds) * 1000;
  if (!idle) return;
  const notice = document.querySelector("[data-idle-notice]");
  const cover = document.querySelector("[data-idle-cover]");
  const answer = document.querySelector("[data-idle-answer]");
  const warning = Math.min(120000, idle / 3);
  const tabs = new BroadcastChannel("mgdcds-active");
  let since = Date.now();
  let warned = false;

  const restart = () => {
    if (!cover.hidden) return;
    since = Date.now();
    warned = false;
    notice.hidden = true;
  };

  const active = () => {
    restart();
    tabs.postMessage("active");
  };

  const ask = async () => {
    const reply = await fetch(body.dataset.idleCheck, { credentials: "same-origin", redirect: "manual" });
    if (!reply.ok) return false;
    const { person, token } = await reply.json();
    if (person !== body.dataset.idlePerson) window.location.reload();
    document.querySelectorAll('[name="csrfmiddlewaretoken"]').forEach((field) => { field.value = token; });
    body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    return true;
  };

  const veil = (on) => {
    notice.hidden = true;
    cover.hidden = !on;
    [...body.children].forEach((part) => { if (part !== cover) part.inert = on; });
    if (on) cover.querySelector("[data-idle-focus]").focus();
  };

  document.querySelector("[data-idle-stay]").addEventListener("click", async () => {
    if (await ask()) active();
    else veil(true);
  });

  document.querySelector("[data-idle-return]").addEventListener("click", async () => {
    if (await ask()) { veil(false); active(); } else answer.textContent = answer.dataset.words;
  });

  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) active(); });
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status === 401) veil(true); });
  document.addEventListener("signed-out", () => veil(true));
  tabs.addEventListener("message", restart);
  tabs.postMessage("active");

  setInterval(() => {
    const quiet = Date.now() - since;
    if (quiet >= idle) { if (cover.hidden) veil(true); return; }
    if (quiet < idle - warning || warned) return;
    warned = true;
    notice.hidden = false;
    document.dispatchEvent(new CustomEvent("idle:soon"));
  }, 1000);
})();
