// Passkeys: a button asks the machine for its key and posts the answer with the form it stands in. Only where a page has one.
(() => {
  "use strict";

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");
  const named = (list) => (list || []).map((key) => ({ ...key, id: bytes(key.id) }));

  const make = async (asked) => {
    const made = await navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: named(asked.excludeCredentials),
      },
    });
    return answer(made, {
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [],
    });
  };

  const use = async (asked) => {
    const used = await navigator.credentials.get({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        allowCredentials: named(asked.allowCredentials),
      },
    });
    return answer(used, {
      authenticatorData: text(used.response.authenticatorData),
      signature: text(used.response.signature),
      userHandle: used.response.userHandle ? text(used.response.userHandle) : null,
    });
  };

  const answer = (key, response) => ({
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    authenticatorAttachment: key.authenticatorAttachment || null,
    clientExtensionResults: key.getClientExtensionResults(),
    response: { clientDataJSON: text(key.response.clientDataJSON), ...response },
  });

  const WHY = {
    NotAllowedError: "Đã hủy hoặc hết giờ. Hãy bấm lại khi sẵn sàng.",
    InvalidStateError: "Khóa này đã được thêm rồi.",
    SecurityError: "Trang phải mở bằng https và đúng tên miền thì mới dùng được khóa bảo mật.",
  };

  for (const button of document.querySelectorAll("[data-ht-passkey]")) {
    const said = document.querySelector("[data-ht-passkey-said]");
    if (!window.PublicKeyCredential) {
      said.textContent = "Trình duyệt này không dùng được khóa bảo mật. Hãy dùng mã.";
      continue;
    }
    said.textContent = "";
    button.hidden = false;
    button.addEventListener("click", async () => {
      const into = document.querySelector(button.dataset.htPasskeyInto);
      const options = JSON.parse(document.querySelector(button.dataset.htPasskeyOptions).textContent);
      button.disabled = true;
      try {
        const made = await (button.dataset.htPasskey === "create" ? make : use)(options.publicKey);
        into.value = JSON.stringify(made);
        into.form.submit();
      } catch (error) {
        said.textContent = WHY[error.name] || "Chưa dùng được khóa bảo mật trên máy này.";
        button.disabled = false;
      }
    });
  }
})();
