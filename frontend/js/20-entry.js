// Entry by list: one row a household. The keyboard of a spreadsheet, paste from Excel, and no typed row is ever
// lost: what is not yet on the server is kept in this browser (row ids and values only, no names) and put back.
// The markup it works on is described in docs/interface.md. Without this file the form posts all its rows.
(function () {
  "use strict";

  const YES = /^(x|1|có|co|đạt|dat|đ|d|yes|true)$/;
  const NO = /^(0|k|ko|không|khong|không đạt|khong dat|no|false)$/;

  const fold = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim();
  const number = (text) => (/^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : NaN);
  // "85", "85,0" and "85.0" are the same answer.
  const same = (a, b) => a === b || (a !== "" && b !== "" && number(a) === number(b));

  class EntryList {
    constructor(form) {
      this.form = form;
      this.key = form.dataset.htDraftKey ? `hoctap:${form.dataset.htDraftKey}` : null;
      this.rows = [...form.querySelectorAll("[data-ht-row]")];
      this.byId = new Map(this.rows.map((row) => [row.dataset.htRow, row]));
      // Looked up once: 400 rows are read again at every key, also on a slow phone.
      this.cells = new Map(this.rows.map((row) => [row, new Map()]));
      for (const [row, cells] of this.cells) {
        for (const control of row.querySelectorAll("[data-ht-col]")) {
          const column = control.dataset.htCol;
          cells.set(column, [...(cells.get(column) || []), control]);
        }
      }
      this.columns = [...new Set([...form.querySelectorAll("[data-ht-col]")].map((control) => control.dataset.htCol))];
      this.base = new Map(this.rows.map((row) => [row, this.read(row, true)]));
      this.dirty = new Set();
      this.clashes = new Set(); // restored rows that somebody else has changed: not sent before a person looks
      this.elsewhere = new Map(); // kept rows of the same list that this page does not show
      this.autosave = form.hasAttribute("data-ht-autosave");
      this.unit = form.dataset.htUnit || "hộ"; // what a row is
      this.leaving = false;
      this.sending = null;
      this.restore();
      this.rows.forEach((row) => this.weigh(row));
      this.keep();
      this.show();
      this.listen();
    }

    // --- values -----------------------------------------------------------------------------------------------

    controls(row, column) {
      return (this.cells.get(row).get(column) || []).filter((control) => !control.disabled || control.dataset.htHeld);
    }

    get(row, column, atStart = false) {
      const [first, ...rest] = this.controls(row, column);
      if (!first) return "";
      if (first.type === "checkbox") return (atStart ? first.defaultChecked : first.checked) ? "1" : "";
      if (first.options) {
        const chosen = atStart ? [...first.options].find((option) => option.defaultSelected) || first.options[0] : first;
        return chosen.value;
      }
      if (first.type === "radio") {
        const chosen = [first, ...rest].find((radio) => (atStart ? radio.defaultChecked : radio.checked));
        return chosen ? chosen.value : "";
      }
      return (atStart ? first.defaultValue : first.value).trim();
    }

    set(row, column, value) {
      for (const control of this.controls(row, column)) {
        if (control.type === "checkbox") control.checked = value === "1";
        else if (control.type === "radio") control.checked = control.value === value;
        else control.value = value;
      }
    }

    read(row, atStart = false) {
      return Object.fromEntries(this.columns.map((column) => [column, this.get(row, column, atStart)]));
    }

    // Is the row what the server holds? Marks the row and the wrong cells.
    weigh(row) {
      const base = this.base.get(row);
      const now = this.read(row);
      const changed = row.hasAttribute("data-ht-unsaved") || this.columns.some((column) => !same(now[column], base[column]));
      row.toggleAttribute("data-ht-dirty", changed);
      if (changed) this.dirty.add(row);
      else this.dirty.delete(row);
      let wrong = "";
      for (const column of this.columns) {
        const [control] = this.controls(row, column);
        if (!control || control.type !== "text") continue;
        const points = number(now[column]);
        const max = Number(control.dataset.htMax || Infinity);
        let why = "";
        if (now[column] !== "" && Number.isNaN(points)) why = `“${now[column]}” không phải là số`;
        else if (points > max) why = `quá ${max} điểm`;
        else if (points < 0) why = "điểm không thể âm";
        if (why) control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
        wrong = wrong || why;
      }
      row.dataset.htLocal = wrong ? "wrong" : "";
      if (wrong || row.dataset.htNoted === "local") this.note(row, wrong, "local");
    }

    note(row, text, from) {
      const place = row.querySelector("[data-ht-note]");
      if (place) place.textContent = text;
      row.toggleAttribute("data-ht-wrong", Boolean(text) && from !== "conflict");
      row.dataset.htNoted = text ? from : "";
    }

    // --- what people see --------------------------------------------------------------------------------------

    show(savedAt = "") {
      for (const box of document.querySelectorAll("[data-ht-saved]")) {
        const pending = box.querySelector("[data-ht-saved-pending]");
        box.querySelector("[data-ht-saved-count]").textContent = String(this.dirty.size);
        pending.hidden = this.dirty.size === 0;
        if (savedAt) {
          box.querySelector("[data-ht-saved-time]").textContent = savedAt;
          box.querySelector("[data-ht-saved-at]").hidden = false;
        }
      }
      const ticked = this.rows.filter((row) => row.querySelector('input[type="checkbox"][data-ht-col]:checked')).length;
      document.querySelectorAll("[data-ht-ticked]").forEach((place) => (place.textContent = String(ticked)));
      const done = this.rows.filter((row) => !this.isEmpty(row)).length;
      document.querySelectorAll("[data-ht-done]").forEach((place) => (place.textContent = String(done)));
    }

    isEmpty(row) {
      return this.columns.every((column) => {
        const [control] = this.controls(row, column);
        return !control || control.type === "checkbox" || control.options || this.get(row, column) === "";
      });
    }

    changed(row) {
      this.clashes.delete(row);
      this.weigh(row);
      this.show();
      clearTimeout(this.keepLater);
      this.keepLater = setTimeout(() => this.keep(), 250);
    }

    // --- the draft in this browser ----------------------------------------------------------------------------

    keep() {
      clearTimeout(this.keepLater);
      if (!this.key) return;
      try {
        const rows = new Map(this.elsewhere);
        for (const row of this.dirty) rows.set(row.dataset.htRow, { base: this.base.get(row), now: this.read(row) });
        if (rows.size) localStorage.setItem(this.key, JSON.stringify({ rows: Object.fromEntries(rows) }));
        else localStorage.removeItem(this.key);
      } catch {
        // No room or no permission to keep drafts: the warning before leaving still stands.
      }
    }

    restore() {
      let draft = null;
      try {
        draft = this.key && JSON.parse(localStorage.getItem(this.key));
      } catch {
        draft = null;
      }
      if (!draft || !draft.rows) return;
      let restored = 0;
      for (const [id, kept] of Object.entries(draft.rows)) {
        const row = this.byId.get(id);
        if (!row) {
          this.elsewhere.set(id, kept);
          continue;
        }
        if (this.columns.every((column) => this.controls(row, column).length === 0)) continue; // nothing left to write there
        const server = this.base.get(row);
        const fresh = this.columns.filter((column) => column in kept.now && !same(kept.now[column], kept.base[column] ?? ""));
        if (fresh.every((column) => same(kept.now[column], server[column]))) continue; // the server has it
        const clash = fresh.filter((column) => !same(server[column], kept.base[column] ?? "") && !same(server[column], kept.now[column]));
        fresh.forEach((column) => this.set(row, column, kept.now[column]));
        if (clash.length) {
          const held = clash.map((column) => server[column] || "trống").join(", ");
          this.clashes.add(row);
          this.note(row, `người khác đã ghi ${held}; đang giữ số của ông/bà, xin xem lại`, "conflict");
        }
        restored += 1;
      }
      if (restored) window.hoctap.say(`Đã đưa lại ${restored} ${this.unit} ghi lần trước mà chưa gửi.`);
    }

    // --- keyboard ---------------------------------------------------------------------------------------------

    visible() {
      return this.rows.filter((row) => !row.hidden);
    }

    go(row, column, step) {
      const rows = this.visible();
      for (let at = rows.indexOf(row) + step; at >= 0 && at < rows.length; at += step) {
        if (this.focus(rows[at], column)) return true;
      }
      return false;
    }

    focus(row, column) {
      const controls = this.controls(row, column);
      const control = controls.find((one) => one.type === "radio" && one.checked) || controls[0];
      if (!control) return false;
      control.focus();
      if (control.type === "text") control.select();
      return true;
    }

    sideways(row, column, step) {
      for (let at = this.columns.indexOf(column) + step; at >= 0 && at < this.columns.length; at += step) {
        if (this.focus(row, this.columns[at])) return true;
      }
      return false;
    }

    onKey(event) {
      const control = event.target.closest("[data-ht-col]");
      if (!control || event.altKey || event.metaKey || event.isComposing) return;
      const row = control.closest("[data-ht-row]");
      const column = control.dataset.htCol;
      const taken = () => event.preventDefault();
      if (event.ctrlKey) {
        if (event.key === "Enter") {
          taken();
          const save = [...this.form.elements].find((one) => one.hasAttribute("data-ht-save"));
          this.form.requestSubmit(save || null);
        }
        return;
      }
      if (control.options && /^Arrow(Up|Down)$/.test(event.key)) return; // its own way to choose
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        taken();
        this.go(row, column, event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter") {
        taken();
        this.go(row, column, event.shiftKey ? -1 : 1);
      } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
        const step = event.key === "ArrowRight" ? 1 : -1;
        if ((control.type === "checkbox" || control.options) && this.sideways(row, column, step)) taken();
        if (control.type === "text") {
          const { selectionStart: start, selectionEnd: end, value } = control;
          const atEdge = step > 0 ? end === value.length : start === 0;
          if (atEdge && this.sideways(row, column, step)) taken();
        }
        if (control.type === "radio") {
          const radios = this.controls(row, column);
          const edge = step > 0 ? radios.at(-1) : radios[0];
          if (control === edge) {
            taken(); // at the edge a radio group would wrap round
            this.sideways(row, column, step);
          }
        }
      } else if (control.type === "radio" && event.key.length === 1) {
        const value = YES.test(event.key.toLowerCase()) ? "yes" : NO.test(event.key.toLowerCase()) ? "no" : null;
        if (value === null) return;
        taken();
        this.set(row, column, value);
        this.focus(row, column);
        this.changed(row);
      } else if (control.type === "radio" && (event.key === "Backspace" || event.key === "Delete")) {
        taken();
        this.set(row, column, "");
        this.focus(row, column);
        this.changed(row);
      }
    }

    // --- paste from Excel -------------------------------------------------------------------------------------

    onPaste(event) {
      const control = event.target.closest("[data-ht-col]");
      const text = event.clipboardData ? event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "") : "";
      if (!control || !/[\t\n]/.test(text)) return;
      event.preventDefault();
      const lines = text.split("\n").map((line) => line.split("\t").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1")));
      const rows = this.visible();
      const start = rows.indexOf(control.closest("[data-ht-row]"));
      const firstColumn = this.columns.indexOf(control.dataset.htCol);
      const named = this.matchNames(lines);
      const before = new Map();
      let filled = 0;
      let strange = 0;
      lines.forEach((cells, index) => {
        const row = named ? named.get(index) : rows[start + index];
        if (!row) {
          strange += 1;
          return;
        }
        before.set(row, this.read(row));
        (named ? cells.slice(1) : cells).forEach((cell, offset) => {
          const column = this.columns[firstColumn + offset];
          if (column && !this.put(row, column, cell)) strange += 1;
        });
        filled += 1;
        this.weigh(row);
      });
      this.show();
      this.keep();
      const undo = () => {
        for (const [row, values] of before) {
          this.columns.forEach((column) => this.set(row, column, values[column]));
          this.weigh(row);
        }
        this.show();
        this.keep();
      };
      const how = named ? ", khớp theo họ tên" : "";
      const left = strange ? ` ${strange} chỗ không khớp, đã bỏ qua.` : "";
      window.hoctap.say(`Đã dán ${filled} ${this.unit}${how}.${left}`, { act: { label: "Hoàn tác", run: undo } });
    }

    // When the first column of what is pasted holds the names of this list, rows follow the names, not the order.
    matchNames(lines) {
      const rowsOf = new Map();
      for (const row of this.rows) {
        const name = fold(row.dataset.htName || "");
        rowsOf.set(name, [...(rowsOf.get(name) || []), row]);
      }
      const found = lines.map((cells) => (cells.length > 1 && rowsOf.get(fold(cells[0]))) || []);
      if (found.filter((rows) => rows.length).length * 2 <= lines.length) return null;
      // Two households of one name are never told apart by guess.
      return new Map(found.flatMap((rows, index) => (rows.length === 1 ? [[index, rows[0]]] : [])));
    }

    put(row, column, cell) {
      const [control] = this.controls(row, column);
      if (!control) return false;
      const word = cell.toLowerCase();
      if (control.type === "checkbox") {
        if (cell !== "" && !YES.test(word) && !NO.test(word)) return false;
        this.set(row, column, YES.test(word) ? "1" : "");
      } else if (control.options) {
        const option = [...control.options].find((one) => one.value === cell || fold(one.text) === fold(cell));
        if (cell !== "" && !option) return false;
        this.set(row, column, cell === "" ? "" : option.value);
      } else if (control.type === "radio") {
        if (cell !== "" && !YES.test(word) && !NO.test(word)) return false;
        this.set(row, column, cell === "" ? "" : YES.test(word) ? "yes" : "no");
      } else {
        if (cell !== "" && Number.isNaN(number(cell))) return false;
        this.set(row, column, cell);
      }
      return true;
    }

    // --- sending ----------------------------------------------------------------------------------------------

    // Only changed rows travel: the others are switched off for the moment of sending.
    hold(rows) {
      for (const row of this.rows) {
        if (rows.has(row)) continue;
        for (const control of row.querySelectorAll("input, select, textarea")) {
          if (control.disabled) continue;
          control.disabled = true;
          control.dataset.htHeld = "1";
        }
      }
    }

    release() {
      for (const control of this.form.querySelectorAll("[data-ht-held]")) {
        control.disabled = false;
        delete control.dataset.htHeld;
      }
    }

    async send({ all = false } = {}) {
      if (this.sending) await this.sending;
      const ready = (row) => row.dataset.htLocal !== "wrong" && (all || !this.clashes.has(row));
      const rows = new Set([...this.dirty].filter(ready));
      if (rows.size === 0) return this.dirty.size === 0;
      this.sending = this.post(rows).finally(() => (this.sending = null));
      return this.sending;
    }

    async post(rows) {
      const sent = new Map([...rows].map((row) => [row, this.read(row)]));
      this.hold(rows);
      const body = new FormData(this.form);
      this.release();
      this.keep();
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(), 20000);
      let answer;
      try {
        const response = await fetch(this.form.action, {
          method: "POST",
          body,
          headers: { Accept: "application/json", "X-Hoctap-Entry": "rows" },
          signal: stop.signal,
        });
        if (response.redirected || response.status === 401 || response.status === 403) {
          window.hoctap.say(`Phiên làm việc đã hết. ${this.dirty.size} ${this.unit} chưa gửi còn giữ trên máy này; xin đăng nhập lại.`, { keep: true });
          return false;
        }
        answer = await response.json();
      } catch {
        window.hoctap.say(`Chưa gửi được ${this.dirty.size} ${this.unit}. Đã giữ trên máy này, sẽ gửi lại khi có mạng.`, { keep: true });
        clearTimeout(this.retry);
        this.retry = setTimeout(() => this.send(), 30000);
        return false;
      } finally {
        clearTimeout(timer);
      }
      for (const id of answer.saved || []) {
        const row = this.byId.get(String(id));
        if (!row || !sent.has(row)) continue;
        this.base.set(row, sent.get(row));
        row.removeAttribute("data-ht-unsaved");
        this.note(row, "", "server");
        this.clashes.delete(row);
        const version = row.querySelector("[data-ht-version]");
        if (version && answer.versions && id in answer.versions) version.value = answer.versions[id];
        this.weigh(row); // what was typed meanwhile stays unsent
      }
      for (const [id, why] of Object.entries(answer.errors || {})) {
        const row = this.byId.get(id);
        if (row) this.note(row, why, "server");
      }
      window.hoctap.hush();
      this.show(answer.at);
      this.keep();
      return this.dirty.size === 0;
    }

    async onSubmit(event) {
      if (this.autosave && !this.dirty.size && event.submitter?.hasAttribute("data-ht-save")) {
        event.preventDefault(); // saved while typing: nothing to send
        window.hoctap.say(`Mọi ${this.unit} đã được lưu.`);
        return;
      }
      if (this.autosave && this.dirty.size && !this.passing) {
        event.preventDefault();
        const submitter = event.submitter;
        const clean = await this.send({ all: true });
        if (!clean) {
          const wrong = this.rows.find((row) => row.hasAttribute("data-ht-wrong"));
          if (wrong) {
            window.hoctap.say(`Còn ${this.unit} chưa ghi đúng, xem dòng có chữ đỏ.`);
            this.focus(wrong, this.columns.find((column) => this.controls(wrong, column)[0]?.type === "text"));
          }
          return;
        }
        if (submitter && submitter.hasAttribute("data-ht-save")) return; // saved, and the page stays
        this.passing = true;
        this.form.requestSubmit(submitter || undefined);
        return;
      }
      if (!navigator.onLine) {
        event.preventDefault();
        window.hoctap.say(`Đang mất mạng. ${this.dirty.size} ${this.unit} chưa gửi được giữ trên máy này.`, { keep: true });
        return;
      }
      this.keep();
      this.leaving = true;
      this.hold(this.dirty);
    }

    // --- finding a household ----------------------------------------------------------------------------------

    filter() {
      const find = fold(document.querySelector("[data-ht-find]")?.value || "");
      const onlyEmpty = document.querySelector("[data-ht-only-empty]")?.checked;
      let shown = 0;
      for (const row of this.rows) {
        const fits = fold(row.dataset.htName || "").includes(find) && (!onlyEmpty || this.isEmpty(row) || this.dirty.has(row));
        row.hidden = !fits;
        if (fits) shown += 1;
      }
      document.querySelectorAll("[data-ht-shown]").forEach((place) => (place.textContent = String(shown)));
    }

    listen() {
      const rowOf = (event) => event.target.closest("[data-ht-row]");
      const onChange = (event) => {
        const row = rowOf(event);
        if (row && event.target.hasAttribute("data-ht-col")) this.changed(row);
      };
      this.form.addEventListener("input", onChange);
      this.form.addEventListener("change", onChange);
      this.form.addEventListener("keydown", (event) => this.onKey(event));
      this.form.addEventListener("paste", (event) => this.onPaste(event));
      this.form.addEventListener("submit", (event) => this.onSubmit(event));
      this.form.addEventListener("focusin", (event) => {
        if (event.target.matches('input[type="text"][data-ht-col], input:not([type])[data-ht-col]')) event.target.select();
      });
      if (this.autosave) {
        this.form.addEventListener("focusout", (event) => {
          const row = rowOf(event);
          if (!row || row.contains(event.relatedTarget) || !this.dirty.has(row)) return;
          clearTimeout(this.saveSoon);
          this.saveSoon = setTimeout(() => this.send(), 800);
        });
        window.addEventListener("online", () => this.send());
        if (this.dirty.size) this.send();
      }
      document.querySelectorAll("[data-ht-find], [data-ht-only-empty]").forEach((control) => {
        control.addEventListener("input", () => this.filter());
        control.addEventListener("keydown", (event) => {
          if (event.key !== "Enter" && event.key !== "ArrowDown") return;
          event.preventDefault();
          const [first] = this.visible();
          const column = this.columns.find((name) => first && this.controls(first, name)[0]?.type === "text");
          if (first) this.focus(first, column || this.columns[0]);
        });
      });
      window.addEventListener("beforeunload", (event) => {
        this.keep();
        if (this.dirty.size && !this.leaving) event.preventDefault();
      });
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") this.keep();
      });
      window.addEventListener("pageshow", () => {
        this.leaving = false;
        this.passing = false;
        this.release();
        this.rows.forEach((row) => this.weigh(row));
        this.show();
      });
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-ht-entry]").forEach((form) => new EntryList(form));
  });
})();
