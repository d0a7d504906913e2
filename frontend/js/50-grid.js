// Tables to type in (`criteria/_grid.html`): rows copied out of Excel and pasted into a cell fill the cells from there on, and the
// table grows where it must; one empty row always stands at its end. Without this file the rows that are there can be filled.
(function () {
  "use strict";

  const fold = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim();

  const controls = (row) => [...row.querySelectorAll("input, textarea, select")];
  const rowsOf = (grid) => [...grid.querySelectorAll("[data-ht-grid-row]")];
  const isEmpty = (row) => controls(row).every((control) => control.value === "");

  function addRow(grid) {
    const last = rowsOf(grid).at(-1);
    const from = Number(last.dataset.htGridRow);
    const row = last.cloneNode(true);
    const renumbered = (text) => text.replace(new RegExp(`-${from}-`), `-${from + 1}-`);
    row.dataset.htGridRow = String(from + 1);
    row.querySelectorAll(".is-wrong").forEach((cell) => cell.classList.remove("is-wrong"));
    for (const control of controls(row)) {
      control.name = renumbered(control.name);
      control.id = renumbered(control.id);
      control.setAttribute("aria-label", control.getAttribute("aria-label").replace(/\d+$/, String(from + 1)));
      control.removeAttribute("aria-invalid");
      control.value = "";
    }
    last.after(row);
    return row;
  }

  const grow = (grid) => isEmpty(rowsOf(grid).at(-1)) || addRow(grid);

  function put(control, cell) {
    if (!control.options) {
      control.value = cell;
      return true;
    }
    const option = [...control.options].find((one) => fold(one.text) === fold(cell));
    control.value = option ? option.value : "";
    return Boolean(option) || cell === "";
  }

  // Cells in quotes may hold line breaks and tabs of their own.
  function cellsOf(text) {
    const rows = [[]];
    let cell = "";
    let quoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const letter = text[at];
      if (quoted) {
        if (letter === '"' && text[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else if (letter === '"') quoted = false;
        else cell += letter === "\n" ? " " : letter;
      } else if (letter === '"' && cell === "") quoted = true;
      else if (letter === "\t" || letter === "\n") {
        rows.at(-1).push(cell.trim());
        cell = "";
        if (letter === "\n") rows.push([]);
      } else cell += letter;
    }
    rows.at(-1).push(cell.trim());
    return rows.filter((row) => row.some((one) => one !== ""));
  }

  function onPaste(grid, event) {
    const control = event.target.closest("input, textarea, select");
    const text = event.clipboardData ? event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "") : "";
    if (!control || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    let row = control.closest("[data-ht-grid-row]");
    const first = controls(row).indexOf(control);
    const lines = cellsOf(text);
    let strange = 0;
    lines.forEach((cells, index) => {
      if (index) row = row.nextElementSibling || addRow(grid);
      const here = controls(row);
      cells.forEach((cell, offset) => {
        const target = here[first + offset];
        if (!target || !put(target, cell)) strange += cell === "" ? 0 : 1;
      });
    });
    grow(grid);
    const left = strange ? ` ${strange} ô không có chỗ hoặc không có trong danh sách, hãy xem lại.` : "";
    window.hoctap.say(`Đã dán ${lines.length} dòng.${left}`);
  }

  function onKey(grid, event) {
    const control = event.target;
    if (event.key !== "Enter" || event.shiftKey || control.tagName === "TEXTAREA") return;
    const row = control.closest("[data-ht-grid-row]");
    if (!row) return;
    event.preventDefault();
    const below = row.nextElementSibling || addRow(grid);
    controls(below)[controls(row).indexOf(control)]?.focus();
  }

  document.querySelectorAll("[data-ht-grid]").forEach((grid) => {
    grid.addEventListener("paste", (event) => onPaste(grid, event));
    grid.addEventListener("keydown", (event) => onKey(grid, event));
    grid.addEventListener("input", () => grow(grid));
  });
})();
