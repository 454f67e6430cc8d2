// A conversation opens with what was said last in sight, unless the address names another place or the reader came back.
const last = document.querySelector("#newest > :last-child");
const [arrival] = performance.getEntriesByType("navigation");
if (last && !location.hash && arrival?.type !== "back_forward") {
  const writing = document.querySelector(".writing");
  const covered = writing && getComputedStyle(writing).position === "sticky" ? writing.offsetHeight : 0;
  const bar = document.querySelector(".topbar")?.offsetHeight ?? 0;
  const hidden = last.getBoundingClientRect().bottom + covered + bar + 24 - innerHeight;
  if (hidden > 0) scrollBy({ top: hidden, behavior: "instant" });
}
