// The desk of a library: scans go to the server one after the other while the next is read already, and each answer is put in its place.
// What finds no connection or a server in trouble is sent again under the same key, so that nothing is done twice; who was signed out
// meanwhile signs in, and what still waits goes on from there. Without this file each scan is a form.
(function () {
  "use strict";

  const RETRY_MS = 5000;
  const MOST_TRIES = 5;
  const FRESH_MS = 30 * 60000;
  const PARTS = ["[data-ht-desk-label]", "[data-ht-desk-why]", "[data-ht-desk-done]"];

  function desk(form) {
    const field = form.querySelector("[data-ht-desk-code]");
    const borrower = form.querySelector("[data-ht-desk-borrower]");
    const line = form.querySelector("[data-ht-desk-told]");
    const store = kept(form);
    const { waiting, stale } = store.take();
    let busy = false;
    let leaving = false;
    let left = 0;
    let later;

    const told = (text) => window.hoctap.say(text, { keep: true });

    function put(text, scan, refused) {
      const page = new DOMParser().parseFromString(text, "text/html");
      const result = page.getElementById("desk");
      const next = page.querySelector("form[data-ht-desk]");
      if (!result || !next) return false;
      document.getElementById("desk").replaceWith(document.importNode(result, true));
      borrower.value = next.querySelector("[data-ht-desk-borrower]").value;
      for (const part of PARTS) {
        const here = form.querySelector(part);
        const there = next.querySelector(part);
        if (here && there) here.replaceChildren(...document.importNode(there, true).childNodes);
      }
      const messages = page.querySelector(".messages");
      document.querySelectorAll(".messages").forEach((old) => old.remove());
      if (messages) document.getElementById("main").prepend(document.importNode(messages, true));
      const at = new URL(form.action);
      if (borrower.value) at.searchParams.set("borrower", borrower.value);
      history.replaceState(history.state, "", at);
      if (refused) {
        line.textContent = "";
        const why = form.querySelector("[name=over_why]");
        const reason = document.querySelector("#desk [data-ht-focus] li");
        told(`${scan.code}: ${reason ? reason.textContent.trim() : "chưa ghi được"}`);
        if (why && !waiting.length && !field.value) {
          field.value = scan.code;
          why.focus();
        }
        if (navigator.vibrate) navigator.vibrate([80, 60, 80]);
      } else {
        // Beside the field, under the eyes of who scans: the line at the bottom would lie over the next button.
        line.textContent = messages ? messages.textContent.trim().replace(/\s+/g, " ") : "";
        window.hoctap.hush();
        const hand = document.activeElement;
        if (!hand || hand === document.body || hand.closest("[data-ht-desk]")) field.focus({ preventScroll: true });
      }
      return true;
    }

    function wait(why) {
      told(`${why}: ${waiting.length} mã đang chờ, sẽ tự gửi lại. Chưa đóng trang này.`);
      later = setTimeout(send, RETRY_MS);
    }

    /** To the page as it stands now, with what still waits; a code is looked up there. `since`: 0 where that is to be scanned anew. */
    function leave(code, since = Date.now()) {
      const at = new URL(form.action);
      if (borrower.value) at.searchParams.set("borrower", borrower.value);
      if (code) at.searchParams.set("q", code);
      left = since;
      leaving = store.keep(waiting, since);
      location.assign(at);
    }

    async function send() {
      if (busy || leaving || !waiting.length) return;
      busy = true;
      clearTimeout(later);
      const scan = waiting[0];
      const body = new FormData(form);
      body.set("form_key", scan.key);
      body.set("code", scan.code);
      body.set("over_why", scan.why);
      body.set("on", scan.on);
      // Whose card was read when this scan was made is known once the scans before it are answered.
      body.set("borrower", borrower.value);
      let answer, text;
      try {
        answer = await fetch(form.action, { method: "POST", body, headers: { "X-Hoctap-Desk": "scan" } });
        text = await answer.text();
      } catch {
        busy = false;
        wait("Mất mạng");
        return;
      }
      busy = false;
      waiting.shift();
      if (put(text, scan, answer.status === 422)) {
        send();
      } else if (answer.ok && !answer.redirected) {
        // Done at the sending before, whose answer was lost: whoever stands at the desk is the same.
        if (waiting.length) send();
        else leave("");
      } else {
        again(scan, answer.status);
      }
    }

    function again(scan, status) {
      scan.tries += 1;
      if (status >= 500 && scan.tries < MOST_TRIES) {
        waiting.unshift(scan);
        wait("Máy chủ chưa trả lời");
      } else if (status < 500 && !scan.reloaded) {
        // Signed out, or the page is too old: it and what waits behind it go on once the page is there anew.
        waiting.unshift(scan);
        waiting.forEach((one) => (one.reloaded = true));
        leave("");
      } else {
        // It leads nowhere. What is known of it is shown. Where it was a card, what waits behind it would go to who stood there before:
        // that is scanned anew.
        leave(scan.code, 0);
      }
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const code = field.value.trim();
      if (!code) return;
      const why = form.querySelector("[name=over_why]");
      waiting.push({ code, why: why ? why.value : "", on: new FormData(form).get("on") || "", key: key(), tries: 0 });
      field.value = "";
      field.focus({ preventScroll: true });
      if (leaving) store.keep(waiting, left);
      send();
    });

    window.addEventListener("online", send);
    window.addEventListener("beforeunload", (event) => {
      if (waiting.length && !leaving) event.preventDefault();
    });
    if (stale.length) told(`Chưa ghi, xin quét lại: ${stale.map((one) => one.code).join(", ")}.`);
    if (waiting.length) {
      told(`Đang gửi tiếp ${waiting.length} mã đã quét trước khi trang mở lại.`);
      send();
    }
  }

  /** Scans that wait while the page is loaded anew: of this tab, this desk and this person, for a while. */
  function kept(form) {
    const menu = document.querySelector("[data-ht-user]");
    const who = menu ? menu.dataset.htUser : "";
    const name = `hoctap-desk:${who}:${form.action}`;
    return {
      keep(scans, at) {
        try {
          if (scans.length) sessionStorage.setItem(name, JSON.stringify({ at, scans }));
          return true;
        } catch {
          return !scans.length;
        }
      },
      take() {
        try {
          const { at, scans } = JSON.parse(sessionStorage.getItem(name)) || { at: 0, scans: [] };
          sessionStorage.removeItem(name);
          return Date.now() - at < FRESH_MS ? { waiting: scans, stale: [] } : { waiting: [], stale: scans };
        } catch {
          return { waiting: [], stale: [] };
        }
      },
    };
  }

  function key() {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-ht-desk]").forEach(desk));
})();
