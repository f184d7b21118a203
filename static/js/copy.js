// "Copy for LINE": opening the field also selects its text and copies it where the browser allows.
for (const box of document.querySelectorAll("[data-copy]")) {
  box.addEventListener("toggle", async () => {
    if (!box.open) return;
    const field = box.querySelector("textarea");
    const status = box.querySelector("[role=status]");
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = status.dataset.copied;
    } catch {
      status.textContent = status.dataset.failed;
    }
  });
}
