// Long texts of reports: what is typed and not yet saved is kept in this browser until the server has it, and put back when the page
// comes again: after a lost connection, a session that ended, the Back button. Signing out forgets it.
(function () {
  "use strict";

  const PREFIX = "hoctap:written:";
  const KEPT_DAYS = 30;
  let signingOut = false;
  const plain = (text) => text.replace(/\r\n/g, "\n").trim();

  const store = {
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(PREFIX + key) || "{}").fields || {};
      } catch {
        return {};
      }
    },
    write(key, fields) {
      try {
        if (Object.keys(fields).length) localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), fields }));
        else localStorage.removeItem(PREFIX + key);
      } catch {
        // A full or forbidden store: the form still works, it only forgets when it is closed.
      }
    },
    drop(which) {
      try {
        for (const key of Object.keys(localStorage)) {
          if (key.startsWith(PREFIX) && which(key.slice(PREFIX.length), localStorage.getItem(key))) localStorage.removeItem(key);
        }
      } catch {
        // As above.
      }
    },
  };

  function isOld(text) {
    try {
      return !(Date.now() - JSON.parse(text).at < KEPT_DAYS * 86400000);
    } catch {
      return true;
    }
  }

  function written(form) {
    const key = form.dataset.htWritten;
    const told = form.querySelector("[data-ht-written-kept]");
    const field = (name) => form.elements.namedItem(name);
    const typed = (control) =>
      control instanceof Element && control.matches("textarea[name], input[type=text][name]");
    let later;

    const saved = /^#saved-(write|check)$/.exec(location.hash);
    if (saved) {
      const [user, , report] = key.split(":");
      store.write([user, saved[1], report].join(":"), {});
      history.replaceState(history.state, "", location.pathname + location.search);
    }
    const fields = new Map(Object.entries(store.read(key)));

    // A page that came back with reasons shows what was typed already; anything else has what was saved last.
    if (!form.hasAttribute("data-ht-unsaved")) {
      let count = 0;
      for (const [name, { now, seen }] of [...fields]) {
        const control = field(name);
        if (!typed(control) || plain(control.defaultValue) === plain(now)) {
          fields.delete(name);
          continue;
        }
        control.value = now;
        // The revision that stood before him when he typed: the server tells if somebody else wrote meanwhile.
        const revision = field("seen:" + name);
        if (revision) revision.value = seen;
        const more = control.closest("details");
        if (more) more.open = true;
        count += 1;
      }
      store.write(key, Object.fromEntries(fields));
      if (told && count) told.hidden = false;
    }

    const keep = () => {
      clearTimeout(later);
      if (!signingOut) store.write(key, Object.fromEntries(fields));
    };
    form.addEventListener("input", (event) => {
      const control = event.target;
      if (!typed(control)) return;
      const revision = field("seen:" + control.name);
      if (control.value === control.defaultValue && !form.hasAttribute("data-ht-unsaved")) fields.delete(control.name);
      else fields.set(control.name, { now: control.value, seen: revision ? revision.value : "" });
      clearTimeout(later);
      later = setTimeout(keep, 250);
    });
    window.addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", keep);
    form.addEventListener("submit", (event) => {
      keep();
      if (navigator.onLine) return;
      event.preventDefault();
      window.hoctap.say("Đang mất mạng. Chữ đã gõ còn giữ trên máy này; có mạng lại thì bấm lần nữa.", { keep: true });
    });

    const drop = form.querySelector("[data-ht-written-drop]");
    if (drop) {
      drop.addEventListener("click", () => {
        fields.clear();
        keep();
        location.reload();
      });
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    store.drop((key, text) => isOld(text));
    document.querySelectorAll("[data-ht-written-over]").forEach((mark) =>
      store.drop((key) => key.endsWith(mark.dataset.htWrittenOver)),
    );
    document.querySelectorAll("[data-ht-written]").forEach(written);
    document.querySelectorAll("[data-ht-sign-out]").forEach((form) =>
      form.addEventListener("submit", () => {
        signingOut = true;
        store.drop(() => true);
      }),
    );
  });
})();
