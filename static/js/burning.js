// A form for the field: what is typed stays on this device until the server says, with the form's own key, that it has it.
// Sending it twice is safe: the server writes a key once.
const LONGEST = 1280; // pixels
const QUALITY = 0.8;
const RETRY = 30000; // milliseconds

for (const form of document.querySelectorAll("form[data-draft]")) {
  const name = `ogmp-${form.dataset.draft}`;
  const words = form.dataset;
  const status = form.querySelector("[data-status]");
  const discard = form.querySelector("[data-discard]");
  const preview = form.querySelector("[data-preview]");
  const file = form.querySelector("input[type=file]");
  const fields = [...form.elements].filter((field) => field.name && field.type !== "file" && field.name !== "csrfmiddlewaretoken");
  let photo = "";
  let waiting = false; // was told to send, and has not been able to
  let busy = false;
  let done = false;
  let timer = 0;
  let address = form.action; // a second button may send elsewhere

  const say = (text) => {
    status.textContent = text;
  };

  const keep = (withPhoto) => {
    const values = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    localStorage.setItem(name, JSON.stringify({ values, waiting, photo: withPhoto ? photo : "" }));
  };

  const save = (quietly) => {
    if (done) return;
    discard.classList.remove("is-empty");
    try {
      keep(true);
      if (!quietly) say(words.kept);
    } catch {
      try {
        keep(false);
        say(words.unkeptPhoto);
      } catch {
        say(words.unkept);
      }
    }
  };

  const show = (text) => {
    preview.classList.toggle("is-empty", !photo);
    if (photo) preview.querySelector("img").src = photo;
    preview.querySelector("figcaption").textContent = text;
  };

  const shrink = async (picture) => {
    const image = await createImageBitmap(picture, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", QUALITY);
  };

  const bytes = () => {
    const text = atob(photo.split(",")[1]);
    return new Blob([Uint8Array.from(text, (sign) => sign.charCodeAt(0))], { type: "image/jpeg" });
  };

  const complain = (errors) => {
    const box = form.querySelector("[data-errors]");
    const list = box.querySelector("ul");
    list.replaceChildren();
    for (const part of form.querySelectorAll(".fld")) {
      part.classList.remove("bad");
      part.querySelectorAll(".err").forEach((line) => line.remove());
    }
    for (const [field, messages] of Object.entries(errors)) {
      const input = form.elements[field];
      for (const message of messages) {
        const line = document.createElement("li");
        const link = document.createElement(input ? "a" : "span");
        link.textContent = message;
        if (input) link.href = `#${input.id}`;
        line.append(link);
        list.append(line);
      }
      const part = input?.closest(".fld");
      if (part) {
        const line = document.createElement("p");
        line.className = "err";
        line.textContent = messages.join(" ");
        input.before(line);
        part.classList.add("bad");
      }
    }
    box.classList.toggle("is-empty", !list.children.length);
    if (list.children.length) box.focus();
  };

  const later = (text) => {
    waiting = true;
    save(true);
    say(text);
    clearTimeout(timer);
    timer = setTimeout(send, RETRY);
  };

  const stop = (text) => {
    waiting = false;
    save(true);
    say(text);
  };

  async function send() {
    if (busy || done) return;
    busy = true;
    clearTimeout(timer);
    say(words.sending);
    const body = new FormData(form);
    if (file) {
      if (photo || words.anyFile === undefined) body.delete(file.name);
      if (photo) body.append(file.name, bytes(), "photo.jpg");
    }
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
      if (answer.ok && told?.key === form.elements.key.value) {
        done = true;
        localStorage.removeItem(name);
        location.assign(told.url);
      } else if (answer.status === 422 && told) {
        stop(words.refused);
        complain(told.errors);
      } else if (answer.redirected || answer.status === 403) {
        stop(words.signedOut);
      } else if (answer.status >= 500 || answer.status === 429) {
        later(words.trouble);
      } else {
        stop(words.trouble);
      }
    } catch {
      later(words.offline);
    } finally {
      busy = false;
    }
  }

  const restore = () => {
    let draft = null;
    try {
      draft = JSON.parse(localStorage.getItem(name));
    } catch {
      say(words.unkept);
    }
    if (!draft?.values) {
      // a page that was kept for want of a signal still carries the key of a form that may have been sent
      if (crypto.randomUUID) form.elements.key.value = crypto.randomUUID();
      return;
    }
    for (const field of fields) {
      if (field.name in draft.values) field.value = draft.values[field.name];
    }
    ({ waiting = false, photo = "" } = draft);
    discard.classList.remove("is-empty");
    show("");
    say(words.found);
    if (waiting) send();
  };

  file?.addEventListener("change", async () => {
    if (!file.files.length) return;
    if (!file.files[0].type.startsWith("image/") && words.anyFile !== undefined) return; // goes as it is, not with the draft
    try {
      photo = await shrink(file.files[0]);
      show(`${words.photoReady} ${Math.ceil(bytes().size / 1024)} KB`);
      save(false);
    } catch {
      file.value = "";
      say(words.unread);
    }
  });
  form.addEventListener("input", (event) => {
    if (event.target !== file) save(false);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    address = event.submitter?.formAction || form.action;
    waiting = true;
    save(true);
    send();
  });
  discard.addEventListener("click", () => {
    done = true;
    localStorage.removeItem(name);
    location.reload();
  });
  addEventListener("online", () => waiting && send());
  restore();
  if (words.worker) navigator.serviceWorker?.register(words.worker).catch(() => {});
}
