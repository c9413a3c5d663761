// Filters take effect when chosen; without this script the button does the same.

const form = document.querySelector("form[data-filters]");
form?.addEventListener("submit", () => {
  for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
});
for (const field of form?.querySelectorAll("select") ?? []) field.addEventListener("change", () => form.requestSubmit());
window.addEventListener("pageshow", () => {
  for (const field of form?.elements ?? []) field.disabled = false;
});
