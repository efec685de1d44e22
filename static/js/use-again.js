// "Use again" fills a row with its previous value, or a list with what was ticked last time.
// What is typed over it afterwards is a value of today, so the tick goes.
(() => {
  const controls = (name) => ({
    value: document.getElementById(`id_${name}`),
    unit: document.querySelector(`[name="${name}__unit"]`),
    on: document.querySelector(`[name="${name}__on"]`),
  });

  const tell = (control) => control.dispatchEvent(new Event("change", { bubbles: true }));

  const answer = (name, value) => {
    const radio = document.querySelector(`[type="radio"][name="${name}"][value="${value}"]`);
    if (radio) radio.checked = true;
    return Boolean(radio);
  };

  const fill = (box) => {
    const { useAgain: name, value, unit, on } = box.dataset;
    if (answer(name, box.checked ? value : "")) return;
    const row = controls(name);
    row.value.value = box.checked ? value : "";
    if (row.unit && box.checked) row.unit.value = unit;
    if (row.on) {
      row.on.value = box.checked ? on : "";
      row.on.closest("details").open = Boolean(row.on.value);
    }
    tell(row.value);
  };

  const tickList = (box) => {
    const list = document.getElementById(`list-${box.dataset.useAgainList}`);
    const members = list.querySelectorAll("[data-was]");
    members.forEach((member) => { member.checked = box.checked; });
    const more = list.querySelector("details");
    if (more && more.querySelector("[data-was]:checked")) more.open = true;
  };

  const forget = (target) => {
    const name = (target.name || "").replace(/__(unit|on)$/, "");
    const box = document.querySelector(`[data-use-again="${CSS.escape(name)}"]`);
    if (box && box !== target) box.checked = false;
    if ("was" in target.dataset && !target.checked) {
      const list = target.closest("fieldset").querySelector("[data-use-again-list]");
      if (list) list.checked = false;
    }
  };

  document.addEventListener("change", (event) => {
    const { target } = event;
    if (target.dataset.useAgain && event.isTrusted) fill(target);
    else if (target.dataset.useAgainList) tickList(target);
    else if (event.isTrusted) forget(target);
  });
})();
