// What can be taken back for some seconds stays so on the next pages too: a toast with [data-undo] moves along with its reader.
const KEPT = "aiuto-undo";
const region = document.getElementById("toasts");
const read = () => {
  try { return JSON.parse(sessionStorage.getItem(KEPT)); } catch { return null; }
};
const make = (tag, given, ...inside) => {
  const made = Object.assign(document.createElement(tag), given);
  made.append(...inside);
  return made;
};

const remember = (toast) => {
  const form = toast.querySelector("[data-undo]");
  const until = Date.now() + Number(toast.dataset.toast) * 1000;
  const words = form.querySelector("button").cloneNode(true);
  words.querySelectorAll("kbd, [data-seconds]").forEach((part) => part.remove());
  const label = words.textContent.trim();
  const kept = { until, action: form.getAttribute("action"), text: toast.querySelector("span").textContent, label };
  try { sessionStorage.setItem(KEPT, JSON.stringify(kept)); } catch { /* it stays on this page */ }
};
const forget = () => sessionStorage.removeItem(KEPT);

const carry = ({ until, action, text, label }) => {
  const left = Math.round((until - Date.now()) / 1000);
  const seconds = make("span", { className: "toast-seconds" }, String(left));
  const button = make("button", { className: "button button-quiet", type: "submit" }, label, " ", seconds, make("kbd", {}, "Z"));
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["x-csrftoken"] ?? "";
  const hidden = make("input", { type: "hidden", name: "csrfmiddlewaretoken", value: token });
  const form = make("form", { method: "post", action }, hidden, button);
  seconds.dataset.seconds = form.dataset.undo = "";
  button.dataset.keys = "z";
  button.setAttribute("aria-keyshortcuts", "Z");
  const toast = make("div", { className: "toast tone-good" }, make("span", {}, text), form);
  toast.dataset.toast = left;
  region.append(toast);
};

const shown = () => region?.querySelector(".toast:has([data-undo])");
const kept = read();
if (shown()) remember(shown());
else if (region && kept?.until > Date.now() + 1000) carry(kept);
else forget();
document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => target === region && shown() && remember(shown()));
document.addEventListener("submit", ({ target }) => target.matches("[data-undo]") && forget());
