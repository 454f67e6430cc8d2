// A conversation opens with what was said last in sight, unless the address names another place, the reader came back, or a brief
// waits on top; what is said while it is in sight comes into sight too. What the reader has unfolded stays so when the conversation is fetched anew.
const MARGIN = 24;
const newest = () => document.querySelector("#newest > :last-child");
const beyond = () => {
  const writing = document.querySelector(".writing");
  const covered = writing && getComputedStyle(writing).position === "sticky" ? writing.offsetHeight : 0;
  const bar = document.querySelector(".topbar")?.offsetHeight ?? 0;
  return newest() ? newest().getBoundingClientRect().bottom + covered + bar + MARGIN - innerHeight : 0;
};
const bring = (behavior) => beyond() > 0 && scrollBy({ top: beyond(), behavior });

const arrive = () => !location.hash && !document.querySelector(".handed-over") && bring("instant");
const [arrival] = performance.getEntriesByType("navigation");
if (arrival?.type !== "back_forward") arrive();
document.addEventListener("turned", arrive);

let seen = false, before = "", unfolded = [];
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  if (target.id !== "newest") return;
  seen = beyond() <= MARGIN;
  before = newest()?.id ?? "";
  unfolded = [...target.querySelectorAll(".message")].filter((message) =>
    message.id && message.querySelector("details[open]:not([data-menu]), .message-whole:not(:empty)"));
});
document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  if (target.id !== "newest" || !document.getElementById("newest")) return;
  for (const message of unfolded.splice(0)) {
    document.getElementById(message.id)?.replaceWith(message);
    htmx.process(message);
  }
  if (seen && newest()?.id !== before) bring(matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
});
