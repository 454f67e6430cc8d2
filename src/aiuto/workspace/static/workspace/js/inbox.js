// The list of requests stays where the reader looks: when something changes while they have scrolled down or chosen
// rows, the rows say anew what they say, in their places, and a button tells how many have come. The longest wait is
// always in sight; older rows are added below and take the focus with them.
const DOWN = 60;
const list = () => document.getElementById("inbox");
const rowsOf = (root) => new Map([...root.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
const settled = () => scrollY < DOWN && !document.querySelector("#chosen input[name=tickets]:checked");

const say = (number) => {
  const button = document.querySelector("[data-news]");
  if (!button) return;
  const { one, many } = button.dataset;
  button.parentElement.classList.toggle("inbox-news-here", number > 0);
  (button.querySelector("span") ?? button.appendChild(document.createElement("span"))).textContent =
    number === 1 ? one : many.replace("{number}", number);
};
const renew = (row, fresh) => {
  row.classList.toggle("row-unread", fresh.classList.contains("row-unread"));
  for (const part of [".row-link", ".row-who", ".row-end"]) row.querySelector(part).innerHTML = fresh.querySelector(part).innerHTML;
};
const compare = async () => {
  const answer = await fetch(location.href, { headers: { "HX-Request": "true" } }).catch(() => null);
  const text = answer?.ok ? await answer.text() : "";
  if (!text || /^\s*<!doctype/i.test(text)) return;
  const here = rowsOf(list()), fresh = rowsOf(new DOMParser().parseFromString(text, "text/html"));
  here.forEach((row, reference) => {
    row.classList.toggle("row-gone", !fresh.has(reference));
    if (fresh.has(reference)) renew(row, fresh.get(reference));
  });
  say([...fresh.keys()].filter((reference) => !here.has(reference)).length);
};

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  if (elt.id !== "inbox" || requestConfig.triggeringEvent?.type !== "live" || settled()) return;
  event.preventDefault();
  compare();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-news]")) return;
  scrollTo({ top: 0 });
  htmx.trigger(list(), "refresh");
});
// A page that the browser had put aside shows what has become of it.
addEventListener("pageshow", ({ persisted }) => persisted && list() && htmx.trigger(list(), "live"));

const watcher = new IntersectionObserver(([{ isIntersecting, boundingClientRect: place }]) => {
  const longest = document.getElementById("longest");
  longest.hidden = isIntersecting || (place.top > 0 && scrollY < DOWN && longest.hidden);
  longest.classList.add("longest-floats");
});
const watch = () => {
  watcher.disconnect();
  const row = rowsOf(document).get(document.getElementById("longest")?.dataset.longest);
  if (row) watcher.observe(row);
};
const arrange = () => {
  watch();
  document.querySelector(".tab[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest", behavior: "instant" });
};
document.addEventListener("htmx:afterSettle", watch);
arrange();

// Whoever pressed "Older" goes on at the first row that came.
let from = null;
document.addEventListener("htmx:beforeSwap", ({ detail: { target, requestConfig } }) => {
  const pressed = requestConfig.triggeringEvent?.type === "click" && requestConfig.elt.closest("#older");
  from = pressed ? target.lastElementChild : null;
});
document.addEventListener("htmx:afterSettle", () => {
  from?.nextElementSibling?.querySelector(".row-link")?.focus({ preventScroll: true });
  from = null;
});
