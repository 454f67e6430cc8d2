// Notices: the bell and the tab's title count what waits; one tab of the browser asks for all of them, and shows
// what came while one looked elsewhere, when the person has allowed it with [data-ask-notices].
const bell = document.querySelector("[data-bell]");
const { liveFor: reader = "" } = document.body.dataset;
const name = `aiuto-notices:${reader}`, here = `aiuto-here:${reader}`;
const allowed = () => "Notification" in window && Notification.permission === "granted";
const unread = () => parseInt(document.querySelector("[data-unread]:not([hidden])")?.textContent ?? "0", 10);
let title = document.title;

const count = (unread) => {
  const shown = unread > 99 ? "99+" : String(unread);
  document.querySelectorAll("[data-unread]").forEach((place) => {
    place.textContent = shown;
    place.hidden = !unread;
  });
  document.title = unread ? `(${shown}) ${title}` : title;
};

// The request that is before somebody's eyes needs no notice.
const tellWhere = () => localStorage.setItem(here, document.hidden ? "" : location.pathname);
const show = ({ id, title: subject, text, url }) => {
  if (url && url === localStorage.getItem(here)) return;
  const notice = new Notification(subject || text, { body: subject ? text : "", tag: `aiuto-${id}` });
  notice.onclick = () => { notice.close(); window.open(url || bell.dataset.all); };
};

const ask = async (channel) => {
  const seen = Number(localStorage.getItem(name)) || 0;
  const answer = await fetch(`${bell.dataset.loud}?behind=${seen}`, { headers: { accept: "application/json" } });
  if (!answer.ok || answer.redirected) return;
  const { unread, newest, loud } = await answer.json();
  localStorage.setItem(name, Math.max(seen, newest));
  count(unread);
  channel.postMessage({ unread });
  if (allowed()) loud.reverse().forEach(show);
};

const lead = (channel) => new Promise(() => {
  // The same channel as live.js: whichever tab holds the stream, this one hears it.
  const live = new BroadcastChannel(`aiuto-live:${reader}`);
  live.onmessage = ({ data: { change } }) => {
    if (change?.topics?.some((topic) => topic === "notices" || topic === "reset")) ask(channel).catch(() => {});
  };
});

const permit = () => {
  const place = document.querySelector("[data-browser-notices]");
  if (!place || !("Notification" in window)) return;
  place.hidden = false;
  place.querySelector("[data-ask-notices]").hidden = Notification.permission !== "default";
  place.querySelector("[data-notices-granted]").hidden = Notification.permission !== "granted";
  place.querySelector("[data-notices-denied]").hidden = Notification.permission !== "denied";
};
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-ask-notices]")) Notification.requestPermission().then(permit);
});

if (bell) {
  const known = Number(localStorage.getItem(name)) || 0;
  localStorage.setItem(name, Math.max(known, Number(bell.dataset.bell)));
  count(unread());
  permit();
  tellWhere();
  document.addEventListener("visibilitychange", tellWhere);
  // Another request within the same page.
  document.addEventListener("htmx:afterSettle", ({ detail: { target } }) => {
    if (target.id !== "main") return;
    title = document.title;
    count(unread());
    tellWhere();
  });
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data: { unread } }) => count(unread);
  navigator.locks ? navigator.locks.request(name, () => lead(channel)) : lead(channel);
}
