// Toasts leave by themselves; one with an undo counts its seconds first and waits while it is looked at.
const leave = (toast) => {
  toast.classList.add("toast-leaves");
  setTimeout(() => toast.remove(), 300);
};

const start = (toast) => {
  let left = Number(toast.dataset.toast);
  const seconds = toast.querySelector("[data-seconds]");
  const undo = toast.querySelector("[data-undo]");
  const timer = setInterval(() => {
    if (!toast.isConnected) return clearInterval(timer);
    if (!undo && toast.matches(":hover, :focus-within")) return;
    left -= 1;
    if (seconds) seconds.textContent = Math.max(0, left);
    if (left <= 0) { clearInterval(timer); leave(toast); }
  }, 1000);
};

const begin = (root) => root.querySelectorAll?.("[data-toast]:not([data-started])").forEach((toast) => {
  toast.dataset.started = "";
  start(toast);
});

const region = document.getElementById("toasts");
if (region) {
  begin(region);
  new MutationObserver(() => begin(region)).observe(region, { childList: true, subtree: true });
}
document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-close]");
  if (close?.closest(".toast")) leave(close.closest(".toast"));
});
// Any behaviour may say something: document.dispatchEvent(new CustomEvent("say", { detail: { text, tone } })).
document.addEventListener("say", ({ detail }) => {
  if ([...region?.children ?? []].some((shown) => shown.textContent === detail.text)) return;
  const toast = document.createElement("div");
  toast.className = `toast tone-${detail.tone ?? "info"}`;
  toast.dataset.toast = detail.seconds ?? 6;
  toast.append(Object.assign(document.createElement("span"), { textContent: detail.text }));
  region?.append(toast);
});
