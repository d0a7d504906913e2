// What every page needs and plain HTML cannot do. Each part works on data-ht-* attributes; without this file
// every form still posts and every link still opens.
(function () {
  "use strict";

  const live = () => document.getElementById("ht-live");
  let hideLater;

  // One line at the bottom that a screen reader speaks too. `act` adds one button: {label, run}.
  function say(text, { keep = false, act = null } = {}) {
    const line = live();
    if (!line) return;
    clearTimeout(hideLater);
    line.replaceChildren(document.createTextNode(text));
    if (act) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = act.label;
      button.addEventListener("click", () => {
        hush();
        act.run();
      });
      line.append(button);
    }
    line.hidden = false;
    if (!keep) hideLater = setTimeout(hush, act ? 12000 : 6000);
  }

  function hush() {
    const line = live();
    if (line) line.hidden = true;
  }

  window.hoctap = { say, hush };

  // Mistakes first: the summary takes the focus, so that it is read and its links are one key away.
  function focusErrors(root) {
    const summary = root.querySelector("[data-ht-focus]");
    if (summary) summary.focus();
  }

  document.addEventListener("DOMContentLoaded", () => focusErrors(document));
  document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.detail.target));

  // An impatient second press must not sign twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-ht-once]") || event.defaultPrevented) return;
    if (form.dataset.htSent) {
      event.preventDefault();
      return;
    }
    form.dataset.htSent = "1";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("[data-ht-sent]").forEach((form) => delete form.dataset.htSent);
  });

  document.addEventListener("click", (event) => {
    const menu = document.querySelector("[data-ht-menu][open]");
    if (menu && !menu.contains(event.target)) menu.open = false;

    if (event.target.closest("[data-ht-print]")) window.print();

    // A ready text for the hamlet's group: the phone's share sheet, else the clipboard.
    const copier = event.target.closest("[data-ht-copy]");
    if (copier) {
      const source = document.querySelector(copier.dataset.htCopy);
      const text = source ? (source.value ?? source.textContent).trim() : "";
      const copy = () => navigator.clipboard.writeText(text).then(() => say("Đã chép. Dán vào nhóm Zalo của ấp."));
      if (navigator.share && copier.hasAttribute("data-ht-share")) navigator.share({ text }).catch(() => {});
      else if (navigator.clipboard) copy();
    }
  });

  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector("[data-ht-menu][open]");
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // htmx says nothing when a request dies; people must hear it.
  const lost = "Mất kết nối. Những gì đã ghi vẫn còn trên màn hình; hãy thử lại khi có mạng.";
  document.addEventListener("htmx:sendError", () => say(lost, { keep: true }));
  document.addEventListener("htmx:timeout", () => say("Máy chủ chưa trả lời. Xin thử lại.", { keep: true }));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 401 || status === 403) say("Không được phép, hoặc phiên làm việc đã hết. Xin tải lại trang.", { keep: true });
    else if (status === 404) say("Không còn trang này. Xin tải lại trang.", { keep: true });
    else say("Có lỗi ở máy chủ, chưa lưu được. Xin thử lại sau ít phút.", { keep: true });
  });
  window.addEventListener("offline", () => say("Đang mất mạng.", { keep: true }));
  window.addEventListener("online", () => say("Đã có mạng trở lại."));
})();
