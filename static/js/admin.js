"use strict";
// What the stock pages leave out for people who use a keyboard or a screen reader. Loaded on every page of the secretariat.

// Search boxes drawn by select2 have no name: give them the label of the field that they stand for.
function nameCombobox(box) {
  const select = box.closest(".select2").previousElementSibling;
  const label = select && select.id && document.querySelector(`label[for="${select.id}"]`);
  const words = label ? label.textContent.replace(/[:*\s]+$/, "") : select && select.getAttribute("aria-label");
  if (!words) {
    return;
  }
  const shown = box.querySelector(".select2-selection__rendered");
  if (shown) {
    shown.removeAttribute("role");
    shown.removeAttribute("aria-readonly");
    const clear = shown.querySelector(":scope > .select2-selection__clear");
    if (clear && shown.tagName === "UL") {
      shown.after(clear); // a list holds items only
    }
  }
  box.removeAttribute("aria-labelledby");
  box.setAttribute("aria-label", `${words}: ${shown ? shown.textContent : ""}`.replace(/[:\s×]+$/, ""));
  const search = box.querySelector(".select2-search__field");
  if (search) {
    search.setAttribute("aria-label", words);
  }
}

function nameComboboxes() {
  document.querySelectorAll(".select2-selection[role=combobox]").forEach(nameCombobox);
}

// The box that opens below it: its search field and its list are named after the field too.
function nameDropdown() {
  const open = document.querySelector(".select2-container--open .select2-selection[role=combobox]");
  if (!open) {
    return;
  }
  const words = open.getAttribute("aria-label");
  open.setAttribute("aria-controls", open.getAttribute("aria-owns") || "");
  document.querySelectorAll(".select2-dropdown .select2-search__field, .select2-results__options").forEach((part) => {
    part.setAttribute("aria-label", words);
  });
}

// Cells of a table of inputs are named by the heading of their column.
function nameCells() {
  document.querySelectorAll(".tabular table").forEach((table) => {
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.firstChild ? head.firstChild.textContent.trim() : "");
    table.querySelectorAll("tbody tr").forEach((row) => {
      [...row.cells].forEach((cell, place) => {
        cell.querySelectorAll("input:not([type=hidden]), select, textarea").forEach((field) => {
          if (heads[place] && !field.hasAttribute("aria-label")) {
            field.setAttribute("aria-label", heads[place]);
          }
        });
      });
    });
  });
}

document.addEventListener("DOMContentLoaded", () => {
  nameCells();
  document.addEventListener("formset:added", nameCells);
  if (!window.django || !window.django.jQuery) {
    return;
  }
  const $ = window.django.jQuery;
  $(nameComboboxes);
  $(document).on("select2:open", nameDropdown);
  $(document).on("select2:close select2:select select2:unselect change", () => window.setTimeout(nameComboboxes));
  document.addEventListener("formset:added", () => window.setTimeout(nameComboboxes));
});
