// The desk of a library: scans go to the server one after the other while the next is read already, and each answer is put in its place.
// What finds no connection is sent again under the same key, so that nothing is done twice. Without this file each scan is a form.
(function () {
  "use strict";

  const RETRY_MS = 5000;
  const PARTS = ["[data-ht-desk-label]", "[data-ht-desk-why]", "[data-ht-desk-done]"];

  function desk(form) {
    const field = form.querySelector("[data-ht-desk-code]");
    const borrower = form.querySelector("[data-ht-desk-borrower]");
    const line = form.querySelector("[data-ht-desk-told]");
    const waiting = [];
    let busy = false;
    let later;

    const told = (text) => window.hoctap.say(text, { keep: true });

    function put(text, url, scan, refused) {
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

    async function send() {
      if (busy || !waiting.length) return;
      busy = true;
      clearTimeout(later);
      const scan = waiting[0];
      const body = new FormData(form);
      body.set("form_key", scan.key);
      body.set("code", scan.code);
      body.set("over_why", scan.why);
      // Whose card was read when this scan was made is known once the scans before it are answered.
      body.set("borrower", borrower.value);
      let answer;
      try {
        answer = await fetch(form.action, { method: "POST", body, headers: { "X-Hoctap-Desk": "scan" } });
      } catch {
        busy = false;
        told(`Mất mạng: ${waiting.length} mã đang chờ, sẽ tự gửi lại. Chưa đóng trang này.`);
        later = setTimeout(send, RETRY_MS);
        return;
      }
      waiting.shift();
      const text = await answer.text();
      busy = false;
      if (!put(text, answer.url, scan, answer.status === 422)) {
        // Done at the sending before, or signed out: the page as it stands now. What was not done is looked up there.
        const at = new URL(form.action);
        if (borrower.value) at.searchParams.set("borrower", borrower.value);
        if (answer.redirected || !answer.ok) at.searchParams.set("q", scan.code);
        waiting.length = 0;
        location.assign(at);
        return;
      }
      send();
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const code = field.value.trim();
      if (!code) return;
      const why = form.querySelector("[name=over_why]");
      waiting.push({ code, why: why ? why.value : "", key: key() });
      field.value = "";
      field.focus({ preventScroll: true });
      send();
    });

    window.addEventListener("online", send);
    window.addEventListener("beforeunload", (event) => {
      if (waiting.length) event.preventDefault();
    });
  }

  function key() {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-ht-desk]").forEach(desk));
})();
