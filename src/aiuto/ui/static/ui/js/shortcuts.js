// Keys: anything with data-keys="r" or "g i" or "ctrl k" is pressed or focused by them; "?" shows them all. Others are
// addresses (a JSON block #commands: {"g i": "/inbox/"}) or told to whoever listens ("keys"); body[data-keys-off] leaves chords alone.
const PATIENCE = 900;
const addresses = JSON.parse(document.getElementById("commands")?.textContent ?? "{}");
const off = "keysOff" in document.body.dataset;
let pressed = [], timer;

const writes = (element) => element.isContentEditable || element.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");
const visible = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;
const named = (element) => (element.getAttribute("aria-label") || element.placeholder || element.innerText || element.textContent).trim();
const scope = () => document.querySelector("dialog[open]") ?? document;

// What is folded away or lies in the drawer of a narrow window is pressed all the same; to write, one has to see where.
const pressable = (element) => visible(element) || (!writes(element) && element.closest("details, .nav"));

const find = (keys) => [...scope().querySelectorAll("[data-keys]")].filter((element) =>
  (element.dataset.keys === keys || element.dataset.keys.startsWith(`${keys} `)) && pressable(element));

const act = (element) => {
  if (writes(element)) { element.focus(); element.select?.(); } else element.click();
};

const list = (place) => {
  place.replaceChildren(...[...document.querySelectorAll("[data-keys]")].map((element) => {
    const line = document.createElement("div");
    const label = Object.assign(document.createElement("span"), { textContent: named(element).split("\n")[0] });
    const keys = document.createElement("span");
    element.dataset.keys.split(" ").forEach((key) =>
      keys.append(Object.assign(document.createElement("kbd"), { textContent: key.length > 1 ? key[0].toUpperCase() + key.slice(1) : key.toUpperCase() }), " "));
    line.append(label, keys);
    return line;
  }));
};

const help = () => {
  const place = document.querySelector("[data-shortcuts]");
  if (!place) return;
  place.hasAttribute("hx-get") ? htmx.trigger(place, "show") : list(place);
  place.closest("dialog").showModal();
};

document.addEventListener("keydown", (event) => {
  const chord = event.ctrlKey || event.metaKey;
  if (event.altKey || event.isComposing || event.defaultPrevented || (writes(event.target) && !chord)) return;
  if (off && !chord) return;
  const key = (chord ? "ctrl " : "") + event.key.toLowerCase();
  if (key === "?") { event.preventDefault(); return help(); }
  const keys = [...pressed, key].join(" ");
  const found = find(keys);
  clearTimeout(timer);
  pressed = [];
  const exact = found.find((element) => element.dataset.keys === keys);
  if (exact) { event.preventDefault(); return event.repeat || act(exact); }
  if (document.querySelector("dialog[open]")) return;
  if (addresses[keys]) { event.preventDefault(); return location.assign(addresses[keys]); }
  const begun = found.length || Object.keys(addresses).some((other) => other.startsWith(`${keys} `));
  if (begun && !chord) { pressed = keys.split(" "); timer = setTimeout(() => { pressed = []; }, PATIENCE); }
  else if (!chord && !document.dispatchEvent(new CustomEvent("keys", { detail: key, cancelable: true }))) event.preventDefault();
});
