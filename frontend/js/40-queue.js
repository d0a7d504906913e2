// The commune's desk by keyboard: j and k go through the list, one letter each for what is done with the open dossier.
// Only while the focus lies in the list or in the open dossier, never while somebody types, chooses or holds a modifier.
(function () {
  "use strict";

  const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

  function queue(box) {
    const rows = () => [...box.querySelectorAll("[data-ht-row]")];
    const open = box.querySelector("#open");
    const current = () => {
      const all = rows();
      const at = all.indexOf(document.activeElement);
      return at >= 0 ? at : all.findIndex((row) => row.getAttribute("aria-current") === "true");
    };
    const go = (step) => {
      const all = rows();
      const next = all[Math.min(Math.max(current() + step, 0), all.length - 1)];
      if (next) next.focus();
    };
    const focus = (selector) => {
      const found = open && open.querySelector(selector);
      if (found) found.focus();
      return Boolean(found);
    };
    const keys = {
      j: () => go(1),
      k: () => go(-1),
      l: () => go(0),
      e: () => focus("#commune"),
      r: () => focus("#why"),
      a: () => {
        const button = open && open.querySelector("button[name=verdict][value=accept]");
        if (button) button.click();
      },
    };

    box.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (typing(event.target)) {
        if (event.key === "Escape" && open && open.contains(event.target)) open.focus();
        return;
      }
      const act = keys[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    });
    if (open && location.hash === "#open") open.focus({ preventScroll: true });
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-ht-queue]").forEach(queue));
})();
