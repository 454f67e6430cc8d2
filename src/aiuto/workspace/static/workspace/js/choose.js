// Choosing rows of a list (.row-box): x, shift-click for a stretch, all and none; the choice survives a refetch.
const chosen = new Set();
const boxes = () => [...document.querySelectorAll("input.row-box")];
const links = () => [...document.querySelectorAll("#chosen .row-link")];
let last = null, place = -1;

const show = () => {
  const all = boxes();
  const number = all.filter((box) => box.checked).length;
  for (const box of all) {
    box.checked ? chosen.add(box.value) : chosen.delete(box.value);
    box.closest(".row")?.classList.toggle("row-selected", box.checked);
  }
  document.querySelectorAll("[data-count]").forEach((place) => { place.textContent = number; });
  document.querySelectorAll("[data-choose-all]").forEach((box) => {
    box.checked = number > 0 && number === all.length;
    box.indeterminate = number > 0 && number < all.length;
  });
};
const chooseAll = (wanted) => { boxes().forEach((box) => { box.checked = wanted; }); show(); };

const stretch = (box) => {
  const all = boxes();
  const [from, to] = [all.findIndex((one) => one.value === last), all.indexOf(box)].sort((a, b) => a - b);
  if (from >= 0) all.slice(from, to + 1).forEach((one) => { one.checked = box.checked; });
};

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("input.row-box");
  if (box) {
    if (event.shiftKey && last) stretch(box);
    last = box.value;
    show();
  }
  if (event.target.matches?.("[data-choose-all]")) chooseAll(event.target.checked);
  if (event.target.closest?.("[data-choose-none]")) { event.preventDefault(); chooseAll(false); }
});
document.addEventListener("keys", (event) => {
  const row = document.activeElement.closest(".row");
  const box = event.detail === "x" && row?.querySelector(".row-box");
  if (!box) return;
  event.preventDefault();
  box.click();
});
// The list was fetched anew: what was chosen is chosen still, as far as it is there.
document.addEventListener("htmx:afterSettle", () => {
  boxes().forEach((box) => { box.checked ||= chosen.has(box.value); });
  show();
  if (place >= 0) links().at(Math.min(place, links().length - 1))?.focus();
  place = -1;
});
// The act's question has come, or the act is done.
document.addEventListener("htmx:afterSwap", ({ detail: { target, xhr } }) => {
  const dialog = target.id === "chosen-body" && !xhr.getResponseHeader("HX-Trigger") && target.closest("dialog");
  if (dialog && !dialog.open) dialog.showModal();
  if (dialog) target.querySelector(":is(input, select):not([type=hidden]), button")?.focus();
});
document.addEventListener("changed", () => {
  document.getElementById("chosen-ask")?.close();
  place = links().findIndex((link) => link.closest(".row").classList.contains("row-selected"));
  chosen.clear();
  chooseAll(false);
  const list = document.getElementById("inbox");
  if (list) htmx.trigger(list, "refresh");
});
show();
