// Menus: one open at a time, closed by Escape, a click elsewhere or a choice; arrow keys walk; flipped when they would not fit.
const open = () => document.querySelectorAll("details[data-menu][open]");
const items = (menu) => [...menu.querySelectorAll(".menu-item:not(:disabled)")];

document.addEventListener("click", (event) => {
  open().forEach((menu) => {
    const chosen = event.target.closest(".menu-item");
    if (!menu.contains(event.target) || (chosen && menu.contains(chosen))) setTimeout(() => menu.removeAttribute("open"));
  });
});

document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.("details[data-menu][open]")) return;
  const list = target.querySelector(".menu-list");
  const box = list.getBoundingClientRect();
  if (box.right > innerWidth) target.classList.add("menu-end");
  if (box.left < 0) target.classList.remove("menu-end");
  if (box.bottom > innerHeight && box.top > box.height) target.classList.add("menu-up");
}, true);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu]");
  if (!menu) return;
  if (event.key === "Escape" && menu.open) {
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  menu.open = true;
  const all = items(menu);
  const here = all.indexOf(document.activeElement);
  all.at(here < 0 ? (step > 0 ? 0 : -1) : (here + step) % all.length)?.focus();
});
