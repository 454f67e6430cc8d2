// When a part of the page is exchanged, the focus stays on the same thing in the new part: same id, address or name.
const selector = (element) => {
  const { id } = element;
  if (id) return `#${CSS.escape(id)}`;
  for (const name of ["href", "name"]) {
    const value = element.getAttribute(name);
    if (value) return `[${name}="${CSS.escape(value)}"]`;
  }
  return "";
};
let kept = "";

document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  const active = document.activeElement;
  kept = active !== document.body && target.contains(active) ? selector(active) : "";
});
const restore = () => {
  const lost = document.activeElement === document.body || !document.activeElement;
  if (kept && lost) document.querySelector(`main ${kept}`)?.focus({ preventScroll: true });
};
// At once, so that no key that is pressed meanwhile goes nowhere; and again when ids and classes have settled.
document.addEventListener("htmx:afterSwap", restore);
document.addEventListener("htmx:afterSettle", () => { restore(); kept = ""; });
