// A list beside the text that is written: / at the beginning of a line brings the saved replies, @ colleagues, : emoji; the buttons
// [data-opens-picker] do too. Arrow keys walk, Enter or Tab puts in, Escape closes. textarea[data-picks] names what it takes.
const LANGUAGE = document.documentElement.lang;
const TRIGGERS = {
  replies: /(?:^|\n)\/([^\n/]{0,40})$/u,
  colleagues: /(?:^|[\s(])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]+)?)$/u,
  emoji: /(?:^|\s):([\p{L}\p{M}]{2,20})$/u,
};
const HEAD = 110;
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const once = (read) => { let kept; return () => (kept ??= read()); };
const json = async (address) => (await fetch(address, { redirect: "error", headers: { Accept: "application/json" } })).json();
const place = () => document.getElementById("writing");
const pile = once(async () => (await json(document.querySelector("[data-emoji]").dataset.emoji)).map(([sign, it, en]) =>
  ({ title: LANGUAGE === "it" ? it : en, text: sign, words: plain(`${it} ${en}`) })));
// Who it is for may stand in the form itself, where nothing was said yet.
const asked = (words) => {
  const given = [...new FormData(open.area.form)].filter(([name]) => ["desk", "to", "name"].includes(name));
  return new URLSearchParams([["q", words], ...given]);
};
const known = new Map();
const colleagues = (address) => known.get(address) ?? known.set(address, json(address)).get(address);
const SOURCES = {
  replies: async (words) => (await json(`${place().dataset.replies}?${asked(words)}`)).options,
  colleagues: async (words) => (await colleagues(place().dataset.colleagues)).options.filter(({ title }) => plain(` ${title}`).includes(` ${plain(words)}`)).slice(0, 12),
  emoji: async (words) => (await pile()).filter((one) => !words || ` ${one.words}`.includes(` ${plain(words)}`)).slice(0, words ? 24 : 90),
};

let open = null; // { area, kind, from, to, options, at, box, list, search, preview }
const say = JSON.parse(document.getElementById("words").textContent);

const build = (kind) => {
  const box = Object.assign(document.createElement("div"), { className: "picker", hidden: true });
  const search = Object.assign(document.createElement("input"), { className: "input", type: "search", autocomplete: "off", hidden: true });
  const list = Object.assign(document.createElement("div"), { className: "picker-list", id: "picker-list" });
  const preview = Object.assign(document.createElement("div"), { className: "picker-preview" });
  list.setAttribute("role", "listbox");
  Object.entries({ role: "combobox", "aria-controls": "picker-list", "aria-expanded": "true", "aria-autocomplete": "list" }).forEach(([name, value]) => search.setAttribute(name, value));
  box.classList.add(`picker-${kind}`);
  box.append(search, list, preview);
  return { box, search, list, preview };
};

const close = () => {
  if (!open) return;
  open.area.removeAttribute("aria-activedescendant");
  open.area.removeAttribute("aria-controls");
  open.box.remove();
  open = null;
};
const point = (at) => {
  open.at = at;
  const { list, preview, options } = open;
  [...list.querySelectorAll("[role=option]")].forEach((option, number) => option.setAttribute("aria-selected", number === at));
  const chosen = list.children[at];
  (open.search.hidden ? open.area : open.search).setAttribute("aria-activedescendant", chosen?.id ?? "");
  chosen?.scrollIntoView({ block: "nearest" });
  preview.textContent = { replies: options[at]?.text, emoji: options[at]?.title }[open.kind] ?? "";
};
const line = (option, number) => {
  const sign = open.kind === "emoji" && option.text;
  const item = Object.assign(document.createElement("div"), { id: `picker-${number}`, textContent: sign || option.title });
  item.setAttribute("role", "option");
  if (sign) item.setAttribute("aria-label", option.title);
  if (option.hint) item.append(Object.assign(document.createElement("span"), { className: "picker-hint", textContent: option.hint }));
  return item;
};
const fill = async (words) => {
  const mine = open;
  const ticket = (mine.ticket = (mine.ticket ?? 0) + 1);
  let options = [];
  try { options = await SOURCES[mine.kind](words); } catch { /* offline or signed out: nothing to offer */ }
  if (open !== mine || mine.ticket !== ticket) return;
  if (!options.length && mine.search.hidden && mine.kind !== "replies") return close();
  mine.options = options;
  mine.list.replaceChildren(...options.map(line));
  if (!options.length) mine.list.append(Object.assign(document.createElement("p"), { className: "picker-none", textContent: say.nothing_fits }));
  mine.box.hidden = false;
  point(0);
  if (mine.box.getBoundingClientRect().top < HEAD) mine.box.classList.add("picker-below");
};
const begin = (area, kind, label, searched) => {
  close();
  open = { area, kind, options: [], at: 0, ...build(kind) };
  open.list.setAttribute("aria-label", label);
  open.search.setAttribute("aria-label", label);
  open.search.hidden = !searched;
  place().append(open.box);
  if (!searched) area.setAttribute("aria-controls", "picker-list");
};

const put = (area, from, to, text) => {
  area.focus();
  area.setSelectionRange(from, to);
  // The browser's own undo goes on working with this one.
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const left = text.search(/\{\{[\w. ]+\}\}/);
  if (left >= 0) area.setSelectionRange(from + left, from + left + text.slice(left).indexOf("}}") + 2);
};
const choose = () => {
  const { area, kind, from, to, options, at } = open;
  const option = options[at];
  if (!option) return;
  close();
  put(area, from, to, option.text);
  if (kind === "replies") {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", area.form.elements.csrfmiddlewaretoken.value);
    fetch(`/replies/${option.id}/used/`, { method: "POST", body, keepalive: true }).catch(() => {});
  }
};

const labelled = (kind) => document.querySelector(`[data-opens-picker="${kind}"]`)?.getAttribute("aria-label") ?? kind;
const look = (area) => {
  const before = area.value.slice(0, area.selectionStart);
  const kinds = area.dataset.picks.split(" ");
  const kind = kinds.find((one) => TRIGGERS[one].test(before));
  if (!kind || area.selectionStart !== area.selectionEnd) return close();
  const words = before.match(TRIGGERS[kind])[1];
  if (open?.area !== area || open.kind !== kind || !open.search.hidden) begin(area, kind, labelled(kind), false);
  open.from = before.length - words.length - 1;
  open.to = before.length;
  fill(words);
};
const move = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 };
const columns = (list) => getComputedStyle(list).gridTemplateColumns.split(" ").length;
const press = (event) => {
  if (!open || event.isComposing) return;
  const count = open.options.length;
  const grid = open.kind === "emoji";
  const step = grid || event.key.match(/Up|Down/) ? move[event.key] * (grid && event.key.match(/Up|Down/) ? columns(open.list) : 1) : 0;
  if (step && count) point((open.at + step + 9 * count) % count);
  else if (["Enter", "Tab"].includes(event.key) && count && !event.ctrlKey && !event.metaKey) choose();
  else if (event.key === "Escape") { const { area } = open; close(); area.focus(); } else return;
  event.preventDefault();
  event.stopPropagation();
};

document.addEventListener("input", ({ target }) => {
  if (target.matches?.("textarea[data-picks]")) look(target);
  else if (target === open?.search) fill(target.value);
});
document.addEventListener("keydown", press, true);
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-opens-picker]");
  const option = event.target.closest?.(".picker [role=option]");
  if (option) { open.at = [...open.list.children].indexOf(option); return choose(); }
  if (!button) return open && !open.box.contains(event.target) && event.target !== open.area ? close() : undefined;
  event.preventDefault();
  const area = button.closest("form").querySelector("textarea[data-picks]");
  begin(area, button.dataset.opensPicker, button.getAttribute("aria-label"), true);
  [open.from, open.to] = [area.selectionStart, area.selectionEnd];
  open.box.hidden = false;
  open.search.focus();
  fill("");
});
document.addEventListener("mousedown", (event) => event.target.closest?.(".picker [role=option]") && event.preventDefault());
document.addEventListener("htmx:beforeSwap", ({ detail }) => detail.target === place() && close());
