// What can be taken back for some seconds stays so on the next pages too: a toast with [data-undo] moves along with its reader.
const KEPT = "aiuto-undo";
const region = document.getElementById("toasts");
const read = () => {
  try { return JSON.parse(sessionStorage.getItem(KEPT)); } catch { return null; }
};

const remember = (toast) => {
  const form = toast.querySelector("[data-undo]");
  const until = Date.now() + Number(toast.dataset.toast) * 1000;
  const icon = toast.querySelector(".icon")?.outerHTML;
  const kept = { until, action: form.getAttribute("action"), text: toast.querySelector("span").textContent, button: form.querySelector("button").innerHTML, icon };
  try { sessionStorage.setItem(KEPT, JSON.stringify(kept)); } catch { /* it stays on this page */ }
};
const forget = () => sessionStorage.removeItem(KEPT);

const carry = ({ until, action, text, button, icon = "" }) => {
  const toast = document.createElement("div");
  toast.className = "toast tone-good";
  toast.dataset.toast = Math.round((until - Date.now()) / 1000);
  toast.innerHTML = `${icon}<span></span><form method="post" data-undo><input type="hidden" name="csrfmiddlewaretoken"><button class="button button-quiet" type="submit" data-keys="z" aria-keyshortcuts="Z">${button}</button></form>`;
  toast.querySelector("span").textContent = text;
  toast.querySelector("[data-seconds]").textContent = toast.dataset.toast;
  toast.querySelector("form").action = action;
  toast.querySelector("input").value = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["x-csrftoken"] ?? "";
  region.append(toast);
};

const shown = region?.querySelector(".toast:has([data-undo])");
const kept = read();
if (shown) remember(shown);
else if (region && kept?.until > Date.now() + 1000) carry(kept);
else forget();
document.addEventListener("submit", ({ target }) => target.matches("[data-undo]") && forget());
