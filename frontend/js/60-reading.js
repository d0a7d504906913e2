// A document beside its proposals: a proposal's line lights up and comes into view. By keyboard, while the focus lies in a proposal and
// nobody types: j and k go through them, Enter shows the line, a accepts, x drops, e corrects. Without this file the links lead to the line.
(function () {
  "use strict";

  const typing = (element) => element.closest("input:not([type=radio]), textarea, select, [contenteditable]") !== null;

  function reading(box) {
    box.classList.add("has-script");
    const doc = box.querySelector("#doc");
    const all = () => [...box.querySelectorAll("[data-ht-proposal]")];

    function light(proposal) {
      box.querySelectorAll(".is-lit, .is-shown").forEach((one) => one.classList.remove("is-lit", "is-shown"));
      const lines = (proposal.dataset.htLines || "").split("-").map(Number);
      if (lines.length !== 2) return false;
      proposal.classList.add("is-shown");
      let first = null;
      for (let number = lines[0]; number <= lines[1]; number += 1) {
        const line = box.querySelector(`#line-${number}`);
        if (!line) continue;
        line.classList.add("is-lit");
        first = first || line;
      }
      return first;
    }

    function show(proposal, change) {
      const line = light(proposal);
      if (!line) return;
      const narrow = matchMedia("(max-width: 61.99rem)").matches;
      if (narrow && !change) return;
      if (narrow) box.querySelector("#pane-doc").checked = true;
      const from = doc.getBoundingClientRect();
      const to = line.getBoundingClientRect();
      if (narrow) line.scrollIntoView({ block: "center" });
      else doc.scrollTop += to.top - from.top - doc.clientHeight / 3;
    }

    box.addEventListener("click", (event) => {
      const proposal = event.target.closest("[data-ht-proposal]");
      if (!proposal) return;
      const link = event.target.closest("[data-ht-show]");
      if (link) event.preventDefault();
      if (link || !event.target.closest("a, button, input")) show(proposal, Boolean(link));
    });
    box.addEventListener("focusin", (event) => {
      const proposal = event.target.closest("[data-ht-proposal]");
      if (proposal) show(proposal, false);
    });

    box.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
      const proposal = event.target.closest("[data-ht-proposal]");
      if (!proposal) return;
      const press = (selector) => {
        const found = proposal.querySelector(selector);
        if (found) found.click();
      };
      const go = (step) => {
        const rows = all();
        const next = rows[rows.indexOf(proposal) + step];
        if (next) next.focus();
      };
      const keys = {
        j: () => go(1),
        k: () => go(-1),
        a: () => press("button[value=accept]"),
        x: () => press("button[value=drop]"),
        e: () => press("a[href*='/edit/']"),
      };
      if (event.key === "Enter" && event.target === proposal) keys.enter = () => show(proposal, true);
      const act = keys[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    });

    // A proposal that was decided about gives the focus to the next that is still open.
    document.addEventListener("htmx:afterSwap", (event) => {
      const swapped = event.detail.elt && event.detail.elt.closest ? event.detail.elt.closest("[data-ht-proposal]") : null;
      if (!swapped || !box.contains(swapped)) return;
      const rows = all();
      const next = rows.slice(rows.indexOf(swapped) + 1).find((one) => one.classList.contains("is-open"));
      (next || swapped).focus();
    });
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-ht-reading]").forEach(reading));
})();
