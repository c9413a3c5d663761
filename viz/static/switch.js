// The language switch of a one-file page: both languages are in it.

for (const button of document.querySelectorAll("button[data-lang]")) {
  const show = () => {
    for (const other of document.querySelectorAll("button[data-lang]")) {
      other.setAttribute("aria-pressed", String(document.documentElement.lang.startsWith(other.dataset.lang)));
    }
  };
  button.addEventListener("click", () => {
    document.documentElement.lang = button.dataset.lang === "en" ? "en" : "zh-CN";
    document.title = document.querySelector("main")?.dataset[button.dataset.lang] ?? document.title;
    show();
    document.dispatchEvent(new Event("zhize:language"));
  });
  show();
}
