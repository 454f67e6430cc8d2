// Saves what is written in form[data-draft="address"] on the server within two seconds, and here while it cannot. What was kept here
// comes back unless the server's draft (data-draft-at, its ISO time) is newer; data-draft-of keeps two persons in one browser apart.
// Where the server holds a newer text than this page goes on from, [data-draft-newer] asks. [data-draft-status] says how it stands.
const words = JSON.parse(document.getElementById("words").textContent);
const PAUSE = 900, LONGEST = 1800, LATER = 5000;
const waiting = new WeakMap(), flying = new WeakMap(), newer = new WeakMap();

const key = (form) => `draft:${form.dataset.draftOf ?? ""}:${form.dataset.draft}`;
const say = (form, word) => {
  const status = form.querySelector("[data-draft-status]");
  if (status) status.textContent = words[word] ?? "";
};
const texts = (form) => Object.fromEntries([...new FormData(form)].filter(([name, value]) =>
  typeof value === "string" && name !== "csrfmiddlewaretoken"));

const keep = (form) => {
  try { localStorage.setItem(key(form), JSON.stringify({ at: Date.now(), texts: texts(form) })); } catch { /* a full or closed store changes nothing */ }
};
const forget = (form) => localStorage.removeItem(key(form));
const rest = (form) => {
  clearTimeout(waiting.get(form)?.timer);
  waiting.delete(form);
  flying.get(form)?.abort();
  flying.delete(form);
};

const ask = (form, text, at) => {
  keep(form);
  newer.set(form, { text, at });
  form.querySelector("[data-draft-newer]").hidden = false;
};
// The server may hold this very text: saved when its page was left, and come back from here.
const meet = (form, text, at) => {
  if (text !== form.elements.text.value) return ask(form, text, at);
  form.dataset.draftAt = at;
  forget(form);
  say(form, "saved");
};
const post = (form, signal) => {
  const body = new FormData(form);
  [...body].forEach(([name, value]) => value instanceof File && body.delete(name));
  if ("draftAt" in form.dataset) body.set("known", form.dataset.draftAt);
  return fetch(form.dataset.draft, { method: "POST", body, signal, redirect: "error", keepalive: true });
};
// One at a time: a second one under way would look like somebody else's.
const save = async (form) => {
  if (flying.has(form)) return soon(form);
  waiting.delete(form);
  if (newer.has(form)) return keep(form);
  say(form, "saving");
  const flight = new AbortController();
  flying.set(form, flight);
  try {
    const answer = await post(form, flight.signal);
    if (answer.status === 409) return meet(form, await answer.text(), answer.headers.get("Draft-At"));
    if (!answer.ok) throw new Error(answer.status);
    if ("draftAt" in form.dataset) form.dataset.draftAt = answer.headers.get("Draft-At") || form.dataset.draftAt;
    if (form.isConnected) forget(form);
    say(form, waiting.has(form) ? "saving" : "saved");
  } catch {
    if (flight.signal.aborted) return;
    keep(form);
    say(form, "kept_here");
    if (navigator.onLine) soon(form, LATER);
  } finally {
    if (flying.get(form) === flight) flying.delete(form);
  }
};

const soon = (form, pause = PAUSE) => {
  const now = Date.now();
  const plan = waiting.get(form) ?? { first: now };
  clearTimeout(plan.timer);
  plan.timer = setTimeout(() => save(form), pause === LATER ? LATER : Math.min(PAUSE, Math.max(0, plan.first + LONGEST - now)));
  waiting.set(form, plan);
};

const differs = (form, kept) => Object.entries(kept).filter(([name, value]) => {
  const input = form.elements[name];
  return input?.type && !["hidden", "checkbox"].includes(input.type) && input.value !== value;
});
const restore = (form) => {
  const kept = JSON.parse(localStorage.getItem(key(form)) ?? "null");
  const changed = kept ? differs(form, kept.texts) : [];
  if (!changed.length || kept.at <= Date.parse(form.dataset.draftAt)) return forget(form);
  changed.forEach(([name, value]) => { form.elements[name].value = value; });
  document.dispatchEvent(new CustomEvent("say", { detail: { text: words.restored, tone: "good" } }));
  soon(form);
};

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (!form) return;
  say(form);
  soon(form);
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-draft-take], [data-draft-stay]");
  const form = button?.closest("form[data-draft]");
  if (!form) return;
  const { text, at } = newer.get(form);
  newer.delete(form);
  form.dataset.draftAt = at;
  if ("draftTake" in button.dataset) form.elements.text.value = text;
  form.querySelector("[data-draft-newer]").hidden = true;
  form.elements.text.focus();
  save(form);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-draft]") || event.defaultPrevented) return;
  rest(event.target);
  forget(event.target);
});
// Sent by htmx: what is under way stays here until the server says that it has it, or brings it back to be mended.
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (!elt.matches("form[data-draft]")) return;
  rest(elt);
  keep(elt);
});
const answered = (...statuses) => ({ detail: { requestConfig: { elt }, xhr } }) =>
  elt.matches("form[data-draft]") && statuses.includes(xhr.status) && forget(elt);
document.addEventListener("htmx:beforeSwap", answered(409, 422));
document.addEventListener("htmx:afterRequest", answered(204));
addEventListener("online", () => document.querySelectorAll("form[data-draft]").forEach((form) =>
  localStorage.getItem(key(form)) && save(form)));
// What is under way when its page is left may come too late for the page that comes back: it is kept here as well.
const leave = (root) => root.querySelectorAll("form[data-draft]").forEach((form) => {
  if (waiting.has(form) || flying.has(form)) keep(form);
  if (!waiting.has(form)) return;
  clearTimeout(waiting.get(form).timer);
  save(form);
});
addEventListener("pagehide", () => leave(document));
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => leave(target));
document.querySelectorAll("form[data-draft]").forEach(restore);
document.addEventListener("htmx:load", ({ target }) => target.querySelectorAll("form[data-draft]").forEach(restore));
