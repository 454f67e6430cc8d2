// A field with suggestions (ARIA combobox): input[data-suggests=list id] and a ul[role=listbox] that fetches its options (htmx) by
// "input" and "ask" from the field. Arrows choose, Enter takes, Escape closes. An option's data-value becomes the field's; after one
// with data-more typing goes on, after another the form is sent if the field has data-submits.
const listOf = (field) => document.getElementById(field.dataset.suggests);
const fieldOf = (list) => document.querySelector(`[data-suggests="${list.id}"]`);
const options = (list) => [...list.querySelectorAll("[role=option]")];
const chosen = (list) => list.querySelector("[aria-selected=true]");

const show = (field, open) => {
  const list = listOf(field);
  list.hidden = !open || !options(list).length;
  field.setAttribute("aria-expanded", String(!list.hidden));
  if (list.hidden) choose(field, null);
};
const choose = (field, option) => {
  options(listOf(field)).forEach((one) => one.setAttribute("aria-selected", String(one === option)));
  option ? field.setAttribute("aria-activedescendant", option.id) : field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
};
const take = (field, option) => {
  field.value = option.dataset.value;
  show(field, false);
  if (!("more" in option.dataset) && "submits" in field.dataset) return field.form.requestSubmit();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
};
const step = (field, by) => {
  const list = listOf(field);
  if (list.hidden) return options(list).length ? show(field, true) : htmx.trigger(field, "ask");
  const all = options(list);
  choose(field, all.at((all.indexOf(chosen(list)) + by + (by < 0 && !chosen(list))) % all.length));
};

document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("[data-suggests]");
  if (!field || event.isComposing) return;
  const list = listOf(field);
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) { event.preventDefault(); step(field, by); }
  if (event.key === "Enter" && chosen(list)) { event.preventDefault(); take(field, chosen(list)); }
  if (event.key === "Escape" && !list.hidden) { event.preventDefault(); event.stopPropagation(); show(field, false); }
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  const field = target.matches?.("[role=listbox]") && fieldOf(target);
  if (field) show(field, document.activeElement === field);
});
// A press on an option must not take the focus from the field.
const suggested = (target) => {
  const option = target.closest(".suggestion");
  return { option, field: option && fieldOf(option.closest("[role=listbox]")) };
};
document.addEventListener("mousedown", (event) => suggested(event.target).field && event.preventDefault());
document.addEventListener("click", ({ target }) => {
  const { option, field } = suggested(target);
  if (field) return take(field, option);
  if (target.matches?.("[data-suggests]") && listOf(target).hidden) htmx.trigger(target, "ask");
});
document.addEventListener("focusout", ({ target }) => target.matches?.("[data-suggests]") && show(target, false));
