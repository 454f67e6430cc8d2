// The command palette: commands are filtered here as one types, requests and customers are found by the server. What can
// be done on the page itself is taken from its own buttons ([data-acts]), so that the palette offers what is possible.
const dialog = document.getElementById("palette");
const KEPT = "aiuto-recent", MOST = 4;
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("[role=listbox]");
const group = (name) => dialog.querySelector(`[data-${name}]`);
const shown = () => [...list.querySelectorAll(".option:not([hidden])")].filter((option) => !option.closest("[hidden]"));
const wordsOf = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const label = (element) => (element.querySelector("span:not(.toast-seconds)") ?? element).textContent.trim();
let active = null;

const recent = () => { try { return JSON.parse(localStorage.getItem(KEPT)) ?? []; } catch { return []; } };
const keep = (id) => {
  try { localStorage.setItem(KEPT, JSON.stringify([id, ...recent().filter((one) => one !== id)].slice(0, MOST))); } catch { /* private window */ }
};

const select = (option) => {
  active?.setAttribute("aria-selected", "false");
  active = option ?? null;
  active?.setAttribute("aria-selected", "true");
  active?.scrollIntoView({ block: "nearest" });
  active ? input.setAttribute("aria-activedescendant", active.id) : input.removeAttribute("aria-activedescendant");
};

const fill = (place, options) => {
  place.querySelectorAll(".option").forEach((option) => option.remove());
  place.append(...options);
  place.hidden = !options.length;
};
const remember = () => fill(group("recent"), recent().flatMap((id) => {
  const option = document.getElementById(id)?.cloneNode(true);
  if (option) option.id = `again-${id}`;
  return option ?? [];
}));
const acts = () => fill(group("acts-here"), [...document.querySelectorAll("[data-acts] :is(a.button, button.button, .menu-item):not(:disabled)")]
  .filter((element) => !element.closest("dialog") && element.textContent.trim()).map((element, number) => {
    const option = Object.assign(document.createElement("button"), { type: "button", className: "option", id: `act-${number}`, tabIndex: -1 });
    option.setAttribute("role", "option");
    const words = element.cloneNode(true);
    const icon = words.querySelector(".icon"), keys = [...words.querySelectorAll("kbd")];
    [icon, ...keys].forEach((part) => part?.remove());
    option.append(...(icon ? [icon] : []), Object.assign(document.createElement("span"), { textContent: words.textContent.trim() }), ...keys);
    option.presses = element;
    return option;
  }));

const filter = () => {
  const words = wordsOf(input.value);
  const commands = list.querySelectorAll("[data-acts-here] .option, #palette-commands .option");
  for (const option of commands) {
    const text = ` ${wordsOf(`${label(option)} ${option.dataset.words ?? ""}`).join(" ")}`;
    option.hidden = !words.every((word) => text.includes(` ${word}`));
  }
  if (!words.length) document.getElementById("palette-found").replaceChildren();
  group("recent").hidden = words.length > 0 || !group("recent").querySelector(".option");
  for (const part of list.querySelectorAll("[data-acts-here], #palette-commands > [role=group]"))
    part.hidden = !part.querySelector(".option:not([hidden])");
  refresh();
};
const refresh = () => {
  const all = shown();
  dialog.querySelector("[data-none]").hidden = all.length > 0 || !input.value.trim();
  if (!active?.isConnected || !all.includes(active) || document.activeElement !== input) select(all[0]);
};

const begin = () => {
  input.value = "";
  active = null;
  htmx.trigger(dialog, "show");
  remember();
  acts();
  filter();
  select(shown()[0]);
};

const choose = (option) => {
  const id = option.id.replace(/^again-/, "");
  if (id.startsWith("c-")) keep(id);
  dialog.close();
  if (option.presses) option.presses.click();
};

if (dialog) {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens=palette]")) queueMicrotask(begin);
    const option = event.target.closest("#palette .option");
    if (option) choose(option);
  });
  input.addEventListener("input", () => { active = null; filter(); });
  input.form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const all = shown();
      event.preventDefault();
      select(all.at((all.indexOf(active) + step) % all.length));
    } else if (event.key === "Enter" && active && !event.isComposing) {
      event.preventDefault();
      active.click();
    }
  });
  dialog.addEventListener("htmx:afterSettle", ({ detail: { target } }) => {
    if (target.id === "palette-commands") remember();
    target.id === "palette-found" ? refresh() : filter();
  });
}
