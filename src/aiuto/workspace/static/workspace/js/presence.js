// Tells the server that this page of a request is looked at, and whether somebody writes on it; shows who else is here.
const LOOK = 15_000, PAUSE = 12_000;
const place = () => document.getElementById("presence");
let writing = false, rest, timer;

// Only what is inside changes, so that what listens goes on listening.
const show = (html) => {
  for (const part of new DOMParser().parseFromString(html, "text/html").body.children)
    document.getElementById(part.id)?.replaceChildren(...part.childNodes);
};
const ask = async (address, options) => {
  try {
    const answer = await fetch(address, { redirect: "error", ...options });
    if (answer.ok && answer.status === 200) show(await answer.text());
    if (answer.status === 404) clearInterval(timer);
  } catch { /* away from the server: the next look tells */ }
};
const said = (words) => {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  Object.entries(words).forEach(([name, value]) => value && body.set(name, value));
  return body;
};
const look = () => document.hidden || ask(place().dataset.presence, { method: "POST", body: said({ writing: writing && 1 }) });
const write = (now) => {
  clearTimeout(rest);
  if (now) rest = setTimeout(() => write(false), PAUSE);
  if (now === writing) return;
  writing = now;
  look();
};
const begin = () => {
  clearInterval(timer);
  timer = setInterval(look, LOOK);
  look();
};
const leave = () => {
  writing = false;
  navigator.sendBeacon(place().dataset.presence, said({ gone: 1 }));
};

if (place()) {
  begin();
  document.addEventListener("input", ({ target }) => target.closest?.(".writing") && write(true));
  document.addEventListener("submit", ({ target }) => target.closest?.(".writing") && write(false));
  document.addEventListener("visibilitychange", () => document.hidden || begin());
  document.addEventListener("live", ({ target }) => target === place() && ask(place().dataset.shown));
  addEventListener("pagehide", leave);
  document.addEventListener("turning", leave);
  document.addEventListener("turned", begin);
  addEventListener("pageshow", ({ persisted }) => persisted && begin());
}
