// An upload's page: the fields that a choice leaves without meaning are hidden, and waiting shows how far the work is.
const EVERY = 2000; // milliseconds

for (const form of document.querySelectorAll("form[data-mapping]")) {
  for (const name of ["layout", "averaging"]) {
    const choice = form.elements[`map-${name}`];
    const parts = form.querySelectorAll(`[data-only-${name}]`);
    const show = () => {
      for (const part of parts) part.hidden = Boolean(choice.value) && part.getAttribute(`data-only-${name}`) !== choice.value;
    };
    choice.addEventListener("change", show);
    show();
  }
}

for (const box of document.querySelectorAll("[data-upload-state]")) {
  const bar = box.querySelector("progress");
  const words = box.querySelector("[data-words]");
  const look = async () => {
    try {
      const answer = await fetch(box.dataset.uploadState, { headers: { Accept: "application/json" } });
      const state = answer.ok && !answer.redirected ? await answer.json() : null;
      if (!state || state.status !== box.dataset.status) {
        location.reload();
        return;
      }
      if (state.percent === null) bar.removeAttribute("value");
      else bar.value = state.percent;
      words.textContent = state.percent === null ? box.dataset.lines.replace("{n}", state.lines.toLocaleString()) : `${state.percent}%`;
    } catch {
      // no signal: look again
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
}
