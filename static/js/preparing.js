// The agenda by drag: dropping an item sends the same form that its buttons send, so nothing here decides anything.
const agenda = document.querySelector("[data-agenda]");

if (agenda) {
  agenda.classList.add("can-drag");
  let dragged = null;
  const marks = ["is-over", "is-over-end"];
  const unmark = () => {
    for (const item of agenda.querySelectorAll(".is-over, .is-over-end")) item.classList.remove(...marks);
  };
  const items = (section) => [...section.querySelectorAll("[data-item]")].filter((item) => item !== dragged);
  // Before which item of the section the pointer is; null: at its end
  const before = (section, y) =>
    items(section).find((item) => {
      const box = item.getBoundingClientRect();
      return y < box.top + box.height / 2;
    }) || null;

  for (const item of agenda.querySelectorAll("[data-item]")) {
    const grip = item.querySelector(".prep-grip");
    grip.draggable = true;
    grip.addEventListener("dragstart", (event) => {
      dragged = item;
      item.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", item.dataset.item);
      event.dataTransfer.setDragImage(item, 10, 10);
    });
    grip.addEventListener("dragend", () => {
      item.classList.remove("is-dragged");
      dragged = null;
      unmark();
    });
  }

  for (const section of agenda.querySelectorAll("[data-section]")) {
    section.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      unmark();
      const next = before(section, event.clientY);
      const last = items(section).at(-1);
      if (next) next.classList.add("is-over");
      else (last || section).classList.add("is-over-end");
    });
    section.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const next = before(section, event.clientY);
      const order = items(section);
      const form = dragged.querySelector("form[data-move]");
      const told = { step: "to", section: section.dataset.section, place: next ? order.indexOf(next) + 1 : order.length + 1 };
      form.querySelector("select[name=section]")?.removeAttribute("name");
      for (const [name, value] of Object.entries(told)) {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name, value });
        form.append(field);
      }
      form.submit();
    });
  }
}
