// A thumbnail opens large in the dialog #picture, with its name; one that is no picture goes. The link works without this.
const dialog = document.getElementById("picture");

document.addEventListener("click", (event) => {
  const link = event.target.closest(".pictures > a");
  if (!link || !dialog || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const [large, title] = [dialog.querySelector("img"), dialog.querySelector("h2")];
  large.src = link.href;
  large.alt = title.textContent = link.querySelector("img").alt;
  dialog.querySelector("[data-whole]").href = link.dataset.whole;
  dialog.showModal();
});
document.addEventListener("error", ({ target }) => target.closest?.(".pictures > a")?.remove(), true);
