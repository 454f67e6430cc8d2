// A conversation opens with what was said last in sight, unless the address names another place or the reader came back.
const last = document.querySelector("#newest > :last-child");
const [arrival] = performance.getEntriesByType("navigation");
if (last && !location.hash && arrival?.type !== "back_forward") {
  const composer = document.querySelector(".composer-reply");
  const covered = composer && getComputedStyle(composer).position === "sticky" ? composer.offsetHeight : 0;
  const hidden = last.getBoundingClientRect().bottom + covered + 24 - innerHeight;
  if (hidden > 0) scrollBy({ top: hidden, behavior: "instant" });
}
