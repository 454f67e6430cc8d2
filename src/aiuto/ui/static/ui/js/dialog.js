// Opens a dialog from anything with data-opens="its id" (a link keeps its address for when there is no script). What comes into an
// open dialog is begun with its first field.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog && !dialog.open && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    opener.closest("details[data-menu]")?.removeAttribute("open");
    dialog.showModal();
  } else if (event.target.matches?.("dialog[open]") && outside(event)) {
    event.target.close();
  }
});

const outside = ({ target, clientX, clientY }) => {
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
};

document.addEventListener("htmx:afterSettle", ({ target }) => {
  const dialog = target.closest?.("dialog[open]"), begun = document.activeElement.closest(".dialog-body");
  if (dialog && !begun) target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});
