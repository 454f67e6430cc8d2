// Saves what is written in form[data-draft="address"] on the server within two seconds, and here while it cannot. What was kept
// here comes back unless the server's draft (data-draft-at, its ISO time) is newer. [data-draft-status] says how it stands.
const words = JSON.parse(document.getElementById("words").textContent);
const PAUSE = 900, LONGEST = 1800;
const waiting = new WeakMap();

const key = (form) => `draft:${form.dataset.draft}`;
const say = (form, word) => {
  const status = form.querySelector("[data-draft-status]");
  if (status) status.textContent = words[word];
};
const texts = (form) => Object.fromEntries([...new FormData(form)].filter(([name, value]) =>
  typeof value === "string" && name !== "csrfmiddlewaretoken"));

const keep = (form) => {
  try { localStorage.setItem(key(form), JSON.stringify({ at: Date.now(), texts: texts(form) })); } catch { /* a full or closed store changes nothing */ }
};

const save = async (form) => {
  waiting.delete(form);
  say(form, "saving");
  const body = new FormData(form);
  [...body].forEach(([name, value]) => value instanceof File && body.delete(name));
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body, redirect: "error", keepalive: true });
    if (!answer.ok) throw new Error(answer.status);
    localStorage.removeItem(key(form));
    say(form, "saved");
  } catch {
    keep(form);
    say(form, "kept_here");
  }
};

const soon = (form) => {
  const now = Date.now();
  const plan = waiting.get(form) ?? { first: now };
  clearTimeout(plan.timer);
  plan.timer = setTimeout(() => save(form), Math.min(PAUSE, Math.max(0, plan.first + LONGEST - now)));
  waiting.set(form, plan);
};

const restore = (form) => {
  const kept = JSON.parse(localStorage.getItem(key(form)) ?? "null");
  if (!kept || kept.at <= Date.parse(form.dataset.draftAt)) return localStorage.removeItem(key(form));
  Object.entries(kept.texts).forEach(([name, value]) => {
    const input = form.elements[name];
    if (input && "value" in input && input.type !== "hidden") input.value = value;
  });
  soon(form);
};

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (form) soon(form);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-draft]") || event.defaultPrevented) return;
  clearTimeout(waiting.get(event.target)?.timer);
  waiting.delete(event.target);
  localStorage.removeItem(key(event.target));
});
document.addEventListener("htmx:sendError", ({ detail }) => detail.elt.matches("form[data-draft]") && keep(detail.elt));
addEventListener("online", () => document.querySelectorAll("form[data-draft]").forEach((form) =>
  localStorage.getItem(key(form)) && save(form)));
addEventListener("pagehide", () => document.querySelectorAll("form[data-draft]").forEach((form) =>
  waiting.has(form) && (keep(form), save(form))));
document.querySelectorAll("form[data-draft]").forEach(restore);
document.addEventListener("htmx:load", ({ target }) => target.querySelectorAll("form[data-draft]").forEach(restore));
