// Keeps waiting clocks, due times and "5 minutes ago" true while the page stays open.
const words = JSON.parse(document.getElementById("words").textContent);
const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR, SOON = 0.66, PARTS = 12;

const say = (key, values = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words[key]);

const elapsed = (time) => {
  if (time < MINUTE) return say("now");
  if (time < HOUR) return say("minutes", { minutes: Math.floor(time / MINUTE) });
  const hours = Math.floor(time / HOUR);
  if (time < DAY) return say("hours", { hours, minutes: String(Math.floor((time % HOUR) / MINUTE)).padStart(2, "0") });
  return say("days", { days: Math.floor(time / DAY), hours: hours % 24 });
};

const until = (left) => {
  if (Math.abs(left) < MINUTE) return say("now");
  return left < 0 ? say("late", { time: elapsed(-left) }) : say("in", { time: elapsed(left) });
};

const begin = (clock) => {
  clock.dataset.since = clock.dateTime;
  clock.dateTime = clock.dataset.end;
  delete clock.dataset.end;
};

const turn = (clock, now) => {
  if (clock.dataset.end && Date.parse(clock.dateTime) <= now) begin(clock);
  const owed = clock.dataset.clock === "due", told = Date.parse(clock.dateTime);
  const due = owed ? told : Date.parse(clock.dataset.due);
  const since = !owed ? told : clock.dataset.since ? Date.parse(clock.dataset.since) : due - DAY;
  clock.querySelector("span").textContent = owed ? until(due - now) : elapsed(now - since);
  if (Number.isNaN(due)) return;
  const share = due > since ? Math.min(1, Math.max(0, (now - since) / (due - since))) : Number(now >= due);
  clock.classList.toggle("clock-soon", share >= SOON && share < 1);
  clock.classList.toggle("clock-late", share >= 1);
  clock.dataset.part = Math.max(1, Math.floor(share * PARTS));
};

const refresh = (moment, now) => {
  const age = now - Date.parse(moment.dateTime);
  if (age < 0 || age >= HOUR) return;
  const minutes = Math.floor(age / MINUTE);
  moment.textContent = minutes < 1 ? say("just_now") : minutes === 1 ? say("minute_ago") : say("minutes_ago", { minutes });
};

const tick = () => {
  const now = Date.now();
  document.querySelectorAll("[data-clock]").forEach((clock) => turn(clock, now));
  document.querySelectorAll("[data-moment]").forEach((moment) => refresh(moment, now));
};

setInterval(() => document.hidden || tick(), 15_000);
document.addEventListener("visibilitychange", () => document.hidden || tick());
