// A form is sent once however often it is clicked; the first thing to mend takes the focus; failures are said in words.
const words = JSON.parse(document.getElementById("words").textContent);
const DOCUMENT = /^\s*<!doctype/i;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || event.defaultPrevented) return;
  if ("sending" in form.dataset) return event.preventDefault();
  form.dataset.sending = "";
  setTimeout(() => delete form.dataset.sending, 4000);
});
// A page restored by the back button may send again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach((form) => delete form.dataset.sending));

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt.closest("form");
  if (form) delete form.dataset.sending;
});
for (const kind of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(kind, () =>
    document.dispatchEvent(new CustomEvent("say", { detail: { text: words.failed, tone: "bad" } })));
}
// A whole page where a part was asked for is the sign-in: the session ended. The part stays as it is.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target === document.body || detail.requestConfig.elt.closest("[hx-select]") || !DOCUMENT.test(detail.xhr.responseText)) return;
  detail.shouldSwap = false;
  if (detail.xhr.status === 200)
    document.dispatchEvent(new CustomEvent("say", { detail: { text: words.signed_out, tone: "warn", seconds: 30 } }));
});
// A form that comes back with something to mend is shown, whatever its status says.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const gone = detail.xhr.status === 404 && !DOCUMENT.test(detail.xhr.responseText);
  if (gone || [409, 422].includes(detail.xhr.status)) { detail.shouldSwap = true; detail.isError = false; }
});

document.querySelector("[data-first-focus]")?.focus();
