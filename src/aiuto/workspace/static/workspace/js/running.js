// Clocks that run: [data-runs="start"] counts seconds from a moment, with data-now="what the server's clock said" when it was drawn.
// Past data-limit its closest [data-past="class"] gets that class.
const behind = new WeakMap(), HOUR = 3600, MINUTE = 60;

const two = (number) => String(number).padStart(2, "0");
const shown = (seconds) => {
  const minutes = Math.floor(seconds / MINUTE), rest = two(seconds % MINUTE);
  return seconds < HOUR ? `${minutes}:${rest}` : `${Math.floor(seconds / HOUR)}:${two(minutes % MINUTE)}:${rest}`;
};

const turn = (clock) => {
  if (!behind.has(clock)) behind.set(clock, Date.parse(clock.dataset.now) - Date.now());
  const now = Date.now() + behind.get(clock);
  clock.textContent = shown(Math.max(0, Math.floor((now - Date.parse(clock.dataset.runs)) / 1000)));
  const place = clock.closest("[data-past]");
  place?.classList.toggle(place.dataset.past, now >= Date.parse(clock.dataset.limit));
};

const tick = () => document.querySelectorAll("[data-runs]").forEach(turn);
tick();
setInterval(tick, 1000);
document.addEventListener("htmx:load", tick);
