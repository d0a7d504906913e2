// Photos of evidence on a phone: several at once, made small before they travel, sent one by one with their progress, and never
// lost: what has not reached the server is kept in this browser (IndexedDB, for the person who took it) and sent again. A photo
// whose answer got lost is sent under the same form key, so it is added once. Without this file the form posts its files.
(function () {
  "use strict";

  const LONG_SIDE = 1600;
  const QUALITY = 0.85;
  const MOST_BYTES = 15 * 1024 * 1024;
  const RETRY_MS = 30000;
  const SENT_NOTE = "hoctap:photos-sent";

  // --- kept in this browser -------------------------------------------------------------------------------------

  const request = (asked) =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });

  class Shelf {
    constructor() {
      this.memory = new Map(); // where the browser keeps nothing: as long as the page stands
    }

    async store(mode) {
      if (!this.opened) {
        const asked = indexedDB.open("hoctap-photos", 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore("photos", { keyPath: "id" });
        this.opened = request(asked);
      }
      return (await this.opened).transaction("photos", mode).objectStore("photos");
    }

    async put(photo) {
      try {
        await request((await this.store("readwrite")).put(photo));
      } catch {
        this.memory.set(photo.id, photo);
      }
    }

    async drop(id) {
      this.memory.delete(id);
      try {
        await request((await this.store("readwrite")).delete(id));
      } catch {
        // Nothing was kept there.
      }
    }

    async of(owner) {
      let kept = [];
      try {
        kept = await request((await this.store("readonly")).getAll());
      } catch {
        kept = [];
      }
      return [...kept, ...this.memory.values()].filter((photo) => photo.owner === owner).sort((a, b) => a.at - b.at);
    }
  }

  // --- making a photo small -------------------------------------------------------------------------------------

  // What the browser cannot draw (a HEIC on Android, a PDF) travels as it is; the server looks at it.
  async function small(file) {
    if (!file.type.startsWith("image/") && file.type !== "") return file;
    try {
      const drawn = await createImageBitmap(file);
      const scale = Math.min(1, LONG_SIDE / Math.max(drawn.width, drawn.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(drawn.width * scale);
      canvas.height = Math.round(drawn.height * scale);
      canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
      drawn.close();
      const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
      if (!made || (scale === 1 && made.size >= file.size)) return file;
      return new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    } catch {
      return file;
    }
  }

  const inWords = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1).replace(".", ",")} MB`);

  // --- sending --------------------------------------------------------------------------------------------------

  class Sender {
    constructor(owner) {
      this.owner = owner;
      this.shelf = new Shelf();
      this.bars = new Map();
      this.running = null;
    }

    async keep(photo) {
      await this.shelf.put({ ...photo, owner: this.owner });
      await this.show();
    }

    send() {
      if (!this.running) this.running = this.sendAll().finally(() => (this.running = null));
      return this.running;
    }

    async sendAll() {
      clearTimeout(this.retry);
      let sent = 0;
      let stopped = "";
      const tried = new Set();
      for (;;) {
        const next = (await this.shelf.of(this.owner)).find((photo) => !photo.refused && !tried.has(photo.id));
        if (!next || stopped) break;
        tried.add(next.id);
        const answer = await this.post(next);
        if (answer.taken) {
          await this.shelf.drop(next.id);
          sent += 1;
        } else if (answer.refused) {
          await this.shelf.put({ ...next, refused: answer.refused });
        } else {
          stopped = answer.why;
        }
        await this.show();
      }
      const left = await this.shelf.of(this.owner);
      if (stopped) {
        window.hoctap.say(`${left.length} ảnh chưa gửi. ${stopped}`, { keep: true });
        this.retry = setTimeout(() => this.send(), RETRY_MS);
      } else if (sent) {
        this.done(sent, left.length);
      }
    }

    // The page that shows evidence is shown anew with what was sent.
    done(sent, left) {
      const text = left ? `Đã gửi ${sent} ảnh, còn ${left} ảnh cần xem lại.` : `Đã gửi ${sent} ảnh.`;
      if (!left && document.querySelector("form[data-ht-photos]")) {
        sessionStorage.setItem(SENT_NOTE, text);
        location.reload();
      } else {
        window.hoctap.say(text);
      }
    }

    post(photo) {
      const token = document.querySelector('input[name="csrfmiddlewaretoken"]');
      const body = new FormData();
      body.append("csrfmiddlewaretoken", token ? token.value : "");
      body.append("form_key", photo.key);
      for (const [name, value] of Object.entries(photo.fields)) body.append(name, value);
      body.append("file", photo.file, photo.name);
      const later = "Đã giữ trên máy này, sẽ gửi lại khi có mạng.";
      return new Promise((resolve) => {
        const sending = new XMLHttpRequest();
        sending.open("POST", photo.action);
        sending.setRequestHeader("X-Hoctap-Photo", "1");
        sending.setRequestHeader("Accept", "application/json");
        sending.timeout = 120000;
        sending.upload.onprogress = (event) => {
          const bar = this.bars.get(photo.id);
          if (bar && event.lengthComputable) {
            bar.hidden = false;
            bar.value = (100 * event.loaded) / event.total;
          }
        };
        sending.onerror = sending.ontimeout = () => resolve({ why: later });
        sending.onload = () => {
          const elsewhere = new URL(sending.responseURL || photo.action, location.href).pathname !== photo.action;
          if (elsewhere || sending.status === 401 || sending.status === 403) {
            resolve({ why: "Phiên làm việc đã hết, hoặc không được phép; ảnh còn giữ trên máy này. Xin đăng nhập lại." });
          } else if (sending.status === 200) {
            resolve({ taken: true });
          } else if (sending.status >= 500) {
            resolve({ why: later });
          } else {
            resolve({ refused: reasons(sending) });
          }
        };
        sending.send(body);
      });
    }

    // --- what people see ----------------------------------------------------------------------------------------

    async show() {
      const photos = await this.shelf.of(this.owner);
      const box = document.querySelector("[data-ht-unsent]");
      if (!box) {
        if (photos.length) window.hoctap.say(`${photos.length} ảnh chưa gửi.`, { keep: true, act: { label: "Gửi lại", run: () => this.send() } });
        return;
      }
      box.hidden = photos.length === 0;
      box.querySelector("[data-ht-unsent-count]").textContent = `${photos.length} ảnh chưa gửi.`;
      this.bars.clear();
      box.querySelector("[data-ht-unsent-list]").replaceChildren(...photos.map((photo) => this.line(photo)));
      const onlyRefused = photos.every((photo) => photo.refused);
      box.querySelector("[data-ht-resend]").hidden = onlyRefused;
      box.querySelector("[data-ht-unsent-note]").textContent = onlyRefused
        ? "Xem lý do dưới đây; bỏ đi, rồi chụp hoặc chọn lại."
        : "Ảnh đang giữ trên máy này, sẽ tự gửi khi có mạng.";
    }

    line(photo) {
      const line = document.createElement("li");
      const text = document.createElement("span");
      text.textContent = `${photo.name} (${inWords(photo.file.size)}), ${photo.about}`;
      line.append(text);
      if (photo.refused) {
        const why = document.createElement("span");
        why.className = "field-error";
        why.textContent = photo.refused;
        line.append(why);
      } else {
        const bar = document.createElement("progress");
        bar.max = 100;
        bar.hidden = true;
        bar.setAttribute("aria-label", `Đang gửi ${photo.name}`);
        this.bars.set(photo.id, bar);
        line.append(bar);
      }
      line.append(remover(`Bỏ ảnh ${photo.name}`, async () => {
        await this.shelf.drop(photo.id);
        await this.show();
        const undo = async () => this.keep(photo);
        window.hoctap.say("Đã bỏ 1 ảnh chưa gửi.", { act: { label: "Hoàn tác", run: undo } });
      }));
      return line;
    }
  }

  function reasons(sending) {
    try {
      const told = JSON.parse(sending.responseText).reasons;
      if (told && told.length) return told.join(" ");
    } catch {
      // Not our own words: a page.
    }
    return sending.status === 404 ? "Không còn hồ sơ này để thêm ảnh." : "Máy chủ không nhận ảnh này. Hãy chụp lại rồi gửi.";
  }

  function remover(label, run) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-word";
    button.textContent = "Bỏ";
    button.setAttribute("aria-label", label);
    button.addEventListener("click", run);
    return button;
  }

  // --- the form -------------------------------------------------------------------------------------------------

  class PhotoForm {
    constructor(form, sender) {
      this.form = form;
      this.sender = sender;
      this.camera = form.querySelector("input[type=file][capture]");
      this.input = form.querySelector("input[type=file][multiple]");
      this.list = form.querySelector("[data-ht-chosen]");
      this.chosen = [];
      this.kind = form.querySelector('select[name="kind"]');
      for (const input of [this.camera, this.input]) input.addEventListener("change", () => this.take(input));
      if (this.kind) this.kind.addEventListener("change", () => this.ask());
      form.addEventListener("submit", (event) => this.onSubmit(event));
      form.setAttribute("data-ht-ready", ""); // what is chosen stands in our own list
      this.ask();
    }

    // Only what the chosen kind asks for.
    ask() {
      if (!this.kind) return;
      for (const part of this.form.querySelectorAll("[data-ht-for-kind]")) part.hidden = part.dataset.htForKind !== this.kind.value;
      this.input.closest(".field").hidden = this.kind.value === "note";
    }

    // Photo after photo: the phone's camera gives one at a time.
    take(input) {
      this.chosen.push(...input.files);
      this.camera.value = "";
      this.show();
    }

    show() {
      const all = new DataTransfer();
      for (const file of this.chosen) all.items.add(file);
      this.input.files = all.files;
      this.list.hidden = this.chosen.length === 0;
      this.list.replaceChildren(
        ...this.chosen.map((file, at) => {
          const line = document.createElement("li");
          const text = document.createElement("span");
          text.textContent = `${file.name} (${inWords(file.size)})`;
          line.append(text, remover(`Bỏ ${file.name}`, () => {
            this.chosen.splice(at, 1);
            this.show();
          }));
          return line;
        }),
      );
    }

    async onSubmit(event) {
      if (this.kind.value !== "file" || !this.chosen.length || event.defaultPrevented) return;
      event.preventDefault();
      if (this.busy) return;
      this.busy = true;
      try {
        const files = this.chosen;
        const data = new FormData(this.form);
        const fields = {};
        for (const name of ["criterion", "kind", "text"]) if (data.has(name)) fields[name] = data.get(name);
        const began = `${String(data.get("form_key") || "").slice(0, 20)}.${Date.now().toString(36)}`;
        for (const [number, file] of files.entries()) {
          const made = await small(file);
          await this.sender.keep({
            id: `${began}.${number}`,
            key: `${began}.${number}`,
            at: Date.now() + number,
            action: new URL(this.form.action).pathname,
            about: this.form.dataset.htAbout || "",
            name: made.name,
            fields,
            file: made,
            refused: made.size > MOST_BYTES ? "Tệp lớn hơn 15 MB. Hãy chụp hoặc lưu lại nhỏ hơn." : "",
          });
        }
        this.chosen = [];
        this.show();
        await this.sender.send();
      } finally {
        this.busy = false;
      }
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const note = sessionStorage.getItem(SENT_NOTE);
    if (note) {
      sessionStorage.removeItem(SENT_NOTE);
      window.hoctap.say(note);
    }
    const who = document.querySelector("[data-ht-user]");
    if (!who || !window.indexedDB) return;
    const sender = new Sender(who.dataset.htUser);
    document.querySelectorAll("form[data-ht-photos]").forEach((form) => new PhotoForm(form, sender));
    window.addEventListener("online", () => sender.send());
    document.querySelectorAll("[data-ht-resend]").forEach((button) => button.addEventListener("click", () => sender.send()));
    sender.shelf.of(sender.owner).then((photos) => {
      if (!photos.length) return;
      sender.show();
      if (navigator.onLine && photos.some((photo) => !photo.refused)) sender.send();
    });
  });
})();
