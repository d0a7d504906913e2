// Questions one at a time. The pages turn by plain links; this file keeps what was pressed in this browser until the server has it,
// holds a form back while there is no network, and lets a typed number and a pressed one exclude each other.
(function () {
  "use strict";

  const PREFIX = "hoctap:";
  const store = {
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(PREFIX + key) || "{}");
      } catch {
        return {};
      }
    },
    write(key, values) {
      try {
        if (Object.keys(values).length) localStorage.setItem(PREFIX + key, JSON.stringify(values));
        else localStorage.removeItem(PREFIX + key);
      } catch {
        // A full or forbidden store: the form still works, it only forgets when it is closed.
      }
    },
  };

  function steps(box) {
    const key = box.dataset.htSteps;
    const form = box.closest("form");
    const kept = box.querySelector("[data-ht-steps-kept]");
    const values = new Map(Object.entries(store.read(key)));
    const show = () => (kept.hidden = values.size === 0);

    for (const [name, value] of values) {
      for (const control of box.querySelectorAll("input")) {
        if (control.name !== name) continue;
        if (control.type === "radio") control.checked = control.value === value;
        else control.value = value;
      }
    }
    show();

    box.addEventListener("input", (event) => {
      const step = event.target.closest("[data-ht-step]");
      const pressed = [...step.querySelectorAll("input[type=radio]")];
      const typed = step.querySelector("input:not([type=radio])");
      if (event.target.type === "radio") typed.value = "";
      else if (typed.value.trim()) pressed.forEach((one) => (one.checked = false));
      const chosen = pressed.find((one) => one.checked);
      values.set(pressed[0].name, chosen ? chosen.value : "");
      values.set(typed.name, typed.value);
      store.write(key, Object.fromEntries(values));
      show();
    });

    form.addEventListener("submit", (event) => {
      if (navigator.onLine) return;
      event.preventDefault();
      window.hoctap.say("Đang mất mạng. Câu trả lời còn giữ trên máy này; có mạng lại thì bấm lần nữa.", { keep: true });
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-ht-steps-sent]").forEach((mark) => store.write(mark.dataset.htStepsSent, {}));
    document.querySelectorAll("[data-ht-steps]").forEach(steps);
    document.querySelectorAll("[data-ht-steps-check]").forEach((form) =>
      form.addEventListener("submit", (event) => {
        if (navigator.onLine) return;
        event.preventDefault();
        window.hoctap.say("Đang mất mạng. Câu trả lời còn giữ trên máy này; có mạng lại thì bấm gửi lần nữa.", { keep: true });
      }),
    );
  });
})();
