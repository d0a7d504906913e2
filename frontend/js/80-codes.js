// Codes read by the phone's camera, where the browser can (BarcodeDetector): into a field, or line by line into a text box. A scanner that
// types like a keyboard needs nothing of this, and without this file the field is typed in.
(function () {
  "use strict";

  const FORMATS = ["qr_code", "ean_13", "ean_8", "code_128", "code_39", "codabar", "itf"];
  const EVERY_MS = 200;
  const SAME_AGAIN_MS = 2500;

  async function detector() {
    if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return null;
    try {
      const known = await window.BarcodeDetector.getSupportedFormats();
      const formats = FORMATS.filter((one) => known.includes(one));
      return formats.length ? new window.BarcodeDetector({ formats }) : null;
    } catch {
      return null;
    }
  }

  // A line of a text box, unless it stands there; in a field the code alone. `input` tells the keeper of drafts.
  function put(field, code) {
    if (field.matches("textarea")) {
      const lines = field.value.split(/\s+/).filter(Boolean);
      if (lines.includes(code)) return false;
      field.value = [...lines, code, ""].join("\n");
      field.scrollTop = field.scrollHeight;
    } else {
      field.value = code;
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (navigator.vibrate) navigator.vibrate(60);
    return true;
  }

  function offer(field, reader) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-line scan-button";
    button.textContent = "Quét bằng máy ảnh";
    const box = document.createElement("div");
    box.className = "scan-box";
    box.hidden = true;
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    box.append(video);
    field.after(button, box);
    let stream = null;
    let last = { code: "", at: 0 };

    function close() {
      if (stream) stream.getTracks().forEach((track) => track.stop());
      stream = null;
      box.hidden = true;
      button.textContent = "Quét bằng máy ảnh";
    }

    async function look() {
      if (!stream) return;
      try {
        const found = await reader.detect(video);
        for (const { rawValue } of found) {
          const code = rawValue.trim();
          const now = Date.now();
          if (!code || (code === last.code && now - last.at < SAME_AGAIN_MS)) continue;
          last = { code, at: now };
          const isNew = put(field, code);
          if (field.matches("textarea")) {
            window.hoctap.say(isNew ? `Đã đọc ${code}.` : `${code} đã quét rồi.`);
          } else {
            close();
            if (field.dataset.htScan === "submit" && field.form) field.form.requestSubmit();
            else field.focus();
            return;
          }
        }
      } catch {
        // A frame that cannot be read: the next one is looked at.
      }
      setTimeout(look, EVERY_MS);
    }

    button.addEventListener("click", async () => {
      if (stream) {
        close();
        return;
      }
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      } catch {
        window.hoctap.say("Trình duyệt chưa cho dùng máy ảnh. Hãy cho phép, hoặc gõ mã.");
        return;
      }
      video.srcObject = stream;
      await video.play();
      box.hidden = false;
      button.textContent = "Đóng máy ảnh";
      look();
    });
    window.addEventListener("pagehide", close);
  }

  document.addEventListener("DOMContentLoaded", async () => {
    const fields = document.querySelectorAll("[data-ht-scan]");
    if (!fields.length) return;
    const reader = await detector();
    if (!reader) return;
    fields.forEach((field) => offer(field, reader));
  });
})();
