// Live pages: body[data-live="address of the event stream"] says what changed, and elements with data-listens="topic topic" fetch
// themselves anew (htmx, hx-trigger="live"). A message is {"topics": ["inbox", "ticket:K7Q2M4XD"]} with an id to resume after; what
// stands in [data-as-of=id] was read when that had happened, and needs none of it.
// One tab of the browser holds the stream and tells the others, for a browser opens only six connections to a site;
// body[data-live-for] keeps two persons in one browser apart.
const { live: address, liveFor: reader = "" } = document.body.dataset;
const QUIET = 150, SLOWEST = 30_000, REMEMBERED = 60_000, BUSY = 1000;
const name = `aiuto-live:${reader}`;

const stale = new Set();
let last = "", timer, recent = [];

// What somebody is using just now is fetched when they have finished.
const inUse = (element) => element.querySelector("details[data-menu][open], input:focus, textarea:focus, select:focus, :active");
const refetch = () => {
  const busy = [...stale].filter((element) => element.isConnected && inUse(element));
  stale.forEach((element) => element.isConnected && !busy.includes(element) && htmx.trigger(element, "live"));
  stale.clear();
  busy.forEach((element) => stale.add(element));
  if (busy.length) timer = setTimeout(refetch, BUSY);
};
// Nor is it exchanged by an answer that was under way when they began.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.requestConfig.triggeringEvent?.type !== "live" || !inUse(detail.target)) return;
  detail.shouldSwap = false;
  stale.add(detail.target);
  clearTimeout(timer);
  timer = setTimeout(refetch, BUSY);
});
// An id is two numbers: of its transaction, and within it.
const known = (element, id) => {
  const read = id && element.closest("[data-as-of]")?.dataset.asOf;
  if (!read) return false;
  const [[transaction, place], [lastTransaction, lastPlace]] = [id, read].map((pair) => pair.split("-").map(Number));
  return transaction < lastTransaction || transaction === lastTransaction && place <= lastPlace;
};
const mark = ({ id, topics = [] }) => {
  last = id || last;
  document.querySelectorAll("[data-listens]").forEach((element) => {
    const heard = element.dataset.listens.split(/\s+/);
    if (topics.some((topic) => heard.includes(topic)) && !known(element, id)) stale.add(element);
  });
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(refetch, QUIET);
};
document.addEventListener("visibilitychange", () => document.hidden || refetch());

const from = () => {
  const url = new URL(address, location);
  if (last) url.searchParams.set("after", last);
  return url;
};
const tell = (channel, change) => {
  const now = Date.now();
  recent = [...recent.filter(({ at }) => at > now - REMEMBERED), { at: now, change }];
  mark(change);
  channel.postMessage({ change });
};

const listen = (channel) => new Promise(() => {
  let wait = 1000;
  const open = () => {
    const stream = new EventSource(from());
    stream.onopen = () => { wait = 1000; };
    stream.onmessage = ({ lastEventId: id, data }) => tell(channel, { ...JSON.parse(data), id });
    stream.onerror = () => {
      if (stream.readyState !== EventSource.CLOSED) return;
      setTimeout(open, wait);
      wait = Math.min(SLOWEST, wait * 2);
    };
  };
  open();
});

if (address) {
  const channel = new BroadcastChannel(name);
  // A tab that has just opened asks for what came while it was loading.
  channel.onmessage = ({ data: { change, since } }) => {
    if (change) mark(change);
    else recent.filter(({ at }) => at >= since).forEach((kept) => channel.postMessage({ change: kept.change }));
  };
  channel.postMessage({ since: performance.timeOrigin });
  navigator.locks ? navigator.locks.request(name, () => listen(channel)) : listen(channel);
}
