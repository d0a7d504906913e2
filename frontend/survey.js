// A survey's questions that depend on other answers: shown and put away at once. The server reads the same conditions and has the
// last word; without this file it shows after each page which questions have come up.
(function () {
  "use strict";

  const NUMBER = /^-?\d{1,15}(\.\d{1,6})?$/;

  const answersOf = (form) => {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (name.startsWith("q-") && value.trim()) (found[name.slice(2)] ||= []).push(value.trim());
    }
    return found;
  };

  const valuesOf = (part, answers) => (part[0] === "ref" ? answers[part[1]] || [] : part[0] === "self" ? [] : [part[1]]);

  const numberOf = (text) => {
    const plain = text.replace(",", ".");
    return NUMBER.test(plain) ? Number(plain) : null;
  };

  function compares(sign, left, right) {
    const first = numberOf(left), second = numberOf(right);
    const both = first !== null && second !== null;
    if (sign === "=" || sign === "!=") return (both ? first === second : left === right) === (sign === "=");
    if (!both) return false;
    return { "<": first < second, "<=": first <= second, ">": first > second, ">=": first >= second }[sign];
  }

  function holds(tree, answers) {
    const [what, ...parts] = tree;
    if (what === "or") return parts.some((part) => holds(part, answers));
    if (what === "and") return parts.every((part) => holds(part, answers));
    if (what === "selected") return valuesOf(parts[0], answers).includes(parts[1][1]);
    return compares(what, valuesOf(parts[0], answers).join(" "), valuesOf(parts[1], answers).join(" "));
  }

  function show(form) {
    // In order: what is put away counts as not answered for those after it.
    for (const question of form.querySelectorAll("[data-ht-relevant]")) {
      const isAsked = holds(JSON.parse(question.dataset.htRelevant), answersOf(form));
      question.hidden = question.disabled = !isAsked;
    }
  }

  for (const form of document.querySelectorAll("[data-ht-survey]")) {
    form.addEventListener("input", () => show(form));
    form.addEventListener("change", () => show(form));
    show(form);
  }
})();
