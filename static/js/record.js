// Minutes: each text saves itself a moment after the last key, one request at a time. What another writer saved since
// is shown beside one's own text; nothing is written over, and nothing typed is lost.
const PAUSE = 1500; // milliseconds after the last key
const AGAIN = 5000; // milliseconds until a save without signal is tried again

const page = document.querySelector("[data-record]");

const keeper = (form) => {
  const area = form.querySelector("textarea");
  const version = form.elements.version;
  const status = form.querySelector("[data-status]");
  const conflict = form.querySelector("[data-conflict]");
  let saved = area.value;
  let timer = null;
  let busy = false;

  const say = (word) => {
    status.textContent = word ? page.dataset[word] : "";
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  const ask = (answer) => {
    conflict.querySelector("[data-reason]").textContent = answer.reason;
    conflict.querySelector("[data-theirs]").textContent = answer.theirs;
    conflict.hidden = false;
    for (const button of conflict.querySelectorAll("[data-keep]")) {
      button.onclick = () => {
        if (button.dataset.keep === "theirs") area.value = answer.theirs;
        if (button.dataset.keep === "both") area.value = `${answer.theirs}\n\n${area.value}`;
        version.value = answer.version;
        conflict.hidden = true;
        area.focus();
        save(true);
      };
    }
    conflict.focus();
  };
  const save = async (now) => {
    if (busy) return later(PAUSE);
    if (!conflict.hidden || (now !== true && area.value === saved)) return;
    busy = true;
    say("wordsSaving");
    const text = area.value;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if (answer.redirected || answer.status === 403) {
        say("wordsSignedOut");
        return;
      }
      const told = await answer.json();
      if (answer.status === 409) {
        say("wordsTyping");
        ask(told);
      } else if (answer.ok) {
        version.value = told.version;
        saved = text;
        say(area.value === text ? "wordsSaved" : "wordsTyping");
        if (area.value !== text) later(PAUSE);
      } else {
        status.textContent = told.reasons.join(" ");
      }
    } catch {
      say("wordsLost");
      later(AGAIN);
    } finally {
      busy = false;
    }
  };

  area.addEventListener("input", () => {
    say("wordsTyping");
    later(PAUSE);
  });
  area.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      save(true);
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(true);
  });
  return { changed: () => area.value !== saved };
};

if (page) {
  const kept = [...document.querySelectorAll("form[data-autosave]")].map(keeper);
  addEventListener("beforeunload", (event) => {
    if (kept.some((one) => one.changed())) event.preventDefault();
  });
}

// A resolution: fields of other outcomes are hidden, and the sentence follows the ticks until somebody edits it.
for (const form of document.querySelectorAll("form[data-resolution]")) {
  const area = form.elements.text_th;
  let suggested = area.value === "" ? "" : null;
  let asked = 0;
  const show = () => {
    for (const part of form.querySelectorAll("[data-only]")) part.hidden = part.dataset.only !== form.elements.outcome.value;
  };
  const suggest = async (force) => {
    if (!force && (suggested === null || area.value !== suggested)) return;
    const before = area.value;
    const mine = ++asked;
    try {
      const answer = await fetch(form.dataset.sentence, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if (!answer.ok || answer.redirected) return;
      const { text } = await answer.json();
      // What was typed meanwhile stays, and only the newest answer counts
      if (text && area.value === before && mine === asked) {
        area.value = text;
        suggested = text;
      }
    } catch {
      // without signal the sentence is typed by hand
    }
  };
  form.addEventListener("change", (event) => {
    show();
    if (event.target !== area) suggest(false);
  });
  form.querySelector("[name=suggest]").addEventListener("click", (event) => {
    event.preventDefault();
    suggest(true);
  });
  show();
}
