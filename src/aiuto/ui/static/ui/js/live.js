// Live pages: body[data-live="address of the event stream"] says what changed, and elements with data-listens="topic topic" fetch
// themselves anew (htmx, hx-trigger="live"). One tab of the browser holds the stream and tells the others; the stream's
// `Last-Event-ID` makes a break invisible. A message is {"topics": ["inbox", "ticket:K7Q2M4XD"]}.
const address = document.body.dataset.live;
const QUIET = 150, SLOWEST = 30_000;

const stale = new Set();
let timer;

const refetch = () => {
  stale.forEach((element) => element.isConnected && htmx.trigger(element, "live"));
  stale.clear();
};
const mark = ({ topics = [] }) => {
  document.querySelectorAll("[data-listens]").forEach((element) => {
    const heard = element.dataset.listens.split(/\s+/);
    if (topics.some((topic) => heard.includes(topic))) stale.add(element);
  });
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(refetch, QUIET);
};
document.addEventListener("visibilitychange", () => document.hidden || refetch());

const listen = (channel) => new Promise(() => {
  let last = "", wait = 1000;
  const open = () => {
    const stream = new EventSource(last ? `${address}?after=${encodeURIComponent(last)}` : address);
    stream.onopen = () => { wait = 1000; };
    stream.onmessage = (event) => {
      last = event.lastEventId || last;
      const change = JSON.parse(event.data);
      mark(change);
      channel.postMessage(change);
    };
    stream.onerror = () => {
      if (stream.readyState !== EventSource.CLOSED) return;
      setTimeout(open, wait);
      wait = Math.min(SLOWEST, wait * 2);
    };
  };
  open();
});

if (address) {
  const channel = new BroadcastChannel("aiuto-live");
  channel.onmessage = ({ data }) => mark(data);
  navigator.locks ? navigator.locks.request("aiuto-live", () => listen(channel)) : listen(channel);
}
