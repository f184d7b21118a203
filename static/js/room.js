// Attendance: one touch is sent in the background, and the answer of the server replaces the row and the quorum.
const EVERY = 5000; // milliseconds between looks at what others have marked

for (const bar of document.querySelectorAll("[data-room]")) {
  const quorum = bar.querySelector("[data-quorum]");
  const alert = bar.querySelector("[data-room-alert]");
  const box = document.querySelector("[data-waiting-box]");
  const news = document.querySelector("[data-waiting-news]");
  const known = new Set(bar.dataset.waiting.trim().split(" ").filter(Boolean));

  const say = (text) => {
    alert.textContent = text;
    alert.hidden = !text;
  };
  const show = (state) => {
    if (quorum.innerHTML.trim() !== state.quorum.trim()) quorum.innerHTML = state.quorum;
    if (state.waiting.some((key) => !known.has(String(key)))) {
      box.hidden = false;
      news.hidden = false;
    }
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-mark]");
    if (!form) return;
    event.preventDefault();
    const row = form.closest("[data-seat]");
    const data = new FormData(form);
    if (event.submitter?.name) data.set(event.submitter.name, event.submitter.value);
    for (const button of row.querySelectorAll("button")) button.disabled = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (answer.redirected) return location.reload();
      const state = await answer.json();
      if (!answer.ok) {
        say(state.reasons.join(" "));
        return;
      }
      say("");
      show(state);
      row.outerHTML = state.row;
      document.querySelector(`#seat-${row.dataset.seat} button`)?.focus({ preventScroll: true });
    } catch {
      say(bar.dataset.lost);
    } finally {
      for (const button of row.querySelectorAll("button")) button.disabled = false;
    }
  });

  const look = async () => {
    try {
      const answer = await fetch(bar.dataset.room, { headers: { Accept: "application/json" } });
      if (answer.ok && !answer.redirected) show(await answer.json());
    } catch {
      // no signal: look again
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
}
