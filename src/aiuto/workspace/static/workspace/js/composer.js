// The composer: Answer and Note are focused when they are chosen, Ctrl Enter sends, Ctrl Shift Enter sends and solves; a moment to send
// at is worked out as it is typed.
document.addEventListener("click", (event) => {
  const face = event.target.closest?.("label[data-focuses]");
  if (!face || event.target.matches("input")) return;
  event.preventDefault();
  face.querySelector("input").checked = true;
  document.getElementById(face.dataset.focuses)?.focus();
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-composer]");
  if (!form || event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  const solving = event.shiftKey && form.querySelector("button[name=then][value=solved]");
  (solving || form.querySelector("[data-primary]")).click();
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "when" || event.key !== "Enter") return;
  event.preventDefault();
  const plan = event.target.form.querySelector("[data-plans]");
  if (plan) plan.focus(); else htmx.trigger(event.target, "filled");
});
document.addEventListener("click", (event) => {
  const usual = event.target.closest?.("[data-fills]");
  const words = usual?.form.querySelector("#when");
  if (!words) return;
  event.preventDefault();
  words.value = usual.value;
  htmx.trigger(words, "filled");
  words.focus();
});
document.addEventListener("toggle", ({ target }) => {
  if (target.matches?.(".later[open]")) target.querySelector("#when").focus();
}, true);
// A first message is named in the address, so that a page that is loaded anew goes on with it.
const key = document.querySelector("form[data-composer] input[name=key]");
if (key) {
  const address = new URL(location);
  address.searchParams.set("draft", key.value);
  history.replaceState(history.state, "", address);
}
