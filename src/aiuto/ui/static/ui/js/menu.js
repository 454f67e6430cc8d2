// Menus: one open at a time, closed by Escape, a click elsewhere or a choice; arrow keys walk; flipped, or moved, when they would not fit.
const open = () => document.querySelectorAll("details[data-menu][open]");
const items = (menu) => [...menu.querySelectorAll(".menu-item:not(:disabled)")];

document.addEventListener("click", (event) => {
  open().forEach((menu) => {
    const chosen = event.target.closest(".menu-item");
    if (!menu.contains(event.target) || (chosen && menu.contains(chosen))) setTimeout(() => menu.removeAttribute("open"));
  });
});

const GAP = 8;
const place = (menu) => {
  const list = menu.querySelector(".menu-list");
  list.style.marginInlineStart = "";
  const box = list.getBoundingClientRect();
  if (box.right > innerWidth) menu.classList.add("menu-end");
  if (box.left < 0) menu.classList.remove("menu-end");
  if (box.bottom > innerHeight && box.top > box.height) menu.classList.add("menu-up");
  const past = list.getBoundingClientRect().right - document.documentElement.clientWidth;
  if (past > 0) list.style.marginInlineStart = `${-past - GAP}px`;
};
document.addEventListener("toggle", ({ target }) => target.matches?.("details[data-menu][open]") && place(target), true);
// A menu whose items come when it is opened.
document.addEventListener("htmx:afterSwap", ({ target }) => target.matches(".menu-list") && target.parentElement.open && place(target.parentElement));

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
