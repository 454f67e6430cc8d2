// Changes between light and dark at once; the server keeps the choice.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-theme-switch]")) return;
  event.preventDefault();
  const chosen = event.submitter.value;
  document.documentElement.dataset.theme = chosen;
  document.querySelectorAll("[data-theme-switch] button").forEach((button) =>
    button.setAttribute("aria-pressed", String(button.value === chosen)));
  fetch(event.target.action, { method: "POST", body: new FormData(event.target, event.submitter), redirect: "manual", keepalive: true });
});
