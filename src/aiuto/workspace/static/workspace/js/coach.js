// Hints on what is written in form[data-check="address"][data-kind]: asked for 300 ms after the last key, dropped when the text has
// gone on. [data-hints] lists them. A mirror behind the text underlines what they are about, so that the text stays plain. A click on
// a wording takes it, as Tab does while the caret stands in what is underlined (Escape gives Tab back); "fine" asks no more.
// [data-hints-told] says how many there are. The form says which rules spoke (input "shown") and which wordings were taken.
// [data-point] of the customer is ticked as the draft takes it up.
const PAUSE = 300;
const timers = new WeakMap(), flights = new WeakMap(), mirrors = new WeakMap(), quiet = new WeakSet();
const STYLES = ["font", "letterSpacing", "lineHeight", "padding", "borderWidth", "tabSize", "textAlign", "direction", "wordSpacing"];
const marks = globalThis.Highlight && CSS.highlights;
const list = (form) => form.querySelector("[data-hints]");
const cards = (form) => [...list(form).querySelectorAll("[data-hint]:not(:has(:checked))")];
const place = (card) => [Number(card.dataset.begin), Number(card.dataset.end)];

const mirror = (area) => {
  if (!mirrors.has(area)) {
    const made = Object.assign(document.createElement("div"), { className: "coach-mirror" });
    made.setAttribute("aria-hidden", "true");
    made.append(document.createTextNode(""));
    area.before(made);
    area.addEventListener("scroll", () => { made.scrollTop = area.scrollTop; });
    new ResizeObserver(() => fit(area, made)).observe(area);
    mirrors.set(area, made);
  }
  return mirrors.get(area);
};
const fit = (area, made) => {
  const look = getComputedStyle(area);
  STYLES.forEach((name) => { made.style[name] = look[name]; });
  // As wide as the words of the text: a scroll bar takes from it, a border does not.
  made.style.inlineSize = `${area.clientWidth + parseFloat(look.borderLeftWidth) + parseFloat(look.borderRightWidth)}px`;
  made.style.blockSize = `${area.clientHeight + parseFloat(look.borderTopWidth) + parseFloat(look.borderBottomWidth)}px`;
  made.scrollTop = area.scrollTop;
};
const underline = () => {
  if (!marks) return;
  const found = { block: [], warn: [], hint: [] };
  document.querySelectorAll("form[data-check]").forEach((form) => {
    const area = form.elements.text, made = mirror(area);
    made.firstChild.data = `${area.value}\n`;
    fit(area, made);
    cards(form).forEach((card) => {
      const [from, to] = place(card);
      if (to > area.value.length) return;
      const range = new StaticRange({ startContainer: made.firstChild, startOffset: from, endContainer: made.firstChild, endOffset: to });
      (found[card.dataset.severity] ?? found.hint).push(range);
    });
  });
  Object.entries(found).forEach(([name, ranges]) => marks.set(`coach-${name}`, new Highlight(...ranges)));
};

// Whoever has walked to a button of the list stays on it when the list is written anew.
const show = (form, html) => {
  const held = list(form).contains(document.activeElement) && document.activeElement;
  list(form).innerHTML = html;
  if (held) [...list(form).querySelectorAll(held.localName)].find((one) => one.value === held.value && one.textContent === held.textContent)?.focus();
};
const ask = async (form, address = form.dataset.check, more = {}) => {
  clearTimeout(timers.get(form));
  flights.get(form)?.abort();
  const flight = new AbortController(), body = new FormData(form), text = form.elements.text.value;
  flights.set(form, flight);
  [...body].forEach(([name, value]) => value instanceof File && body.delete(name));
  body.set("kind", form.dataset.kind);
  Object.entries(more).forEach(([name, value]) => body.set(name, value));
  try {
    const answer = await fetch(address, { method: "POST", body, signal: flight.signal, redirect: "error", headers: { "Aiuto-Hints": "1" } });
    if (!answer.ok || form.elements.text.value !== text) return;
    show(form, await answer.text());
    underline();
    stand(form);
    note(form);
    tick(form);
    tell(form);
  } catch { /* outdated or offline: one writes on */ }
};
const note = (form) => {
  const { shown } = form.elements;
  shown.value = [...new Set([...shown.value.split(" "), ...cards(form).map((card) => card.dataset.rule)])].filter(Boolean).join(" ");
};
const tick = (form) => {
  const known = list(form).querySelector("[data-taken-up]");
  if (!known) return;
  const keys = known.dataset.takenUp.split(" ");
  document.querySelectorAll("[data-point]").forEach((point) => {
    const ticked = keys.includes(point.dataset.point);
    point.classList.toggle("point-ticked", ticked);
    point.querySelector("[data-open]").hidden = ticked;
    point.querySelector("[data-ticked]").hidden = !ticked;
  });
};
// Who reads by ear hears how many hints there are when that changes, not the whole list after each pause.
const tell = (form) => {
  const said = list(form).querySelector("[data-said]")?.dataset.said ?? "", voice = form.querySelector("[data-hints-told]");
  if (voice.textContent !== said) voice.textContent = said;
};
const clear = (form) => { list(form).replaceChildren(); underline(); };
const soon = (form) => {
  clearTimeout(timers.get(form));
  flights.get(form)?.abort();
  if (!form.elements.text.value.trim()) return clear(form);
  timers.set(form, setTimeout(() => ask(form), PAUSE));
};

const move = (card, by) => [[card, "begin", "end"], ...[...card.querySelectorAll("[data-take]")].map((one) => [one, "from", "to"])]
  .forEach(([{ dataset }, ...names]) => names.forEach((name) => { dataset[name] = Number(dataset[name]) + by; }));
// While one types, what stands behind the caret moves along.
const follow = (form) => {
  const area = form.elements.text, before = area.dataset.was ?? "", now = area.value;
  let head = 0, tail = 0;
  while (head < Math.min(before.length, now.length) && before[head] === now[head]) head += 1;
  while (tail < Math.min(before.length, now.length) - head && before.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const from = before.length - tail, by = now.length - before.length;
  cards(form).forEach((card) => {
    const [begin, end] = place(card);
    const whole = Math.min(begin, ...[...card.querySelectorAll("[data-take]")].map((one) => Number(one.dataset.from)));
    const last = Math.max(end, ...[...card.querySelectorAll("[data-take]")].map((one) => Number(one.dataset.to)));
    if (whole >= from) move(card, by); else if (last > head) card.remove();
  });
  area.dataset.was = now;
  underline();
};
const here = (form) => {
  const { selectionStart, selectionEnd } = form.elements.text;
  return selectionStart === selectionEnd && cards(form).find((card) => place(card)[0] < selectionStart && selectionStart <= place(card)[1]);
};
const stand = (form) => {
  const chosen = !quiet.has(form) && here(form);
  cards(form).forEach((card) => card.classList.toggle("hint-here", card === chosen));
  if (!chosen || document.activeElement !== form.elements.text) return;
  const heard = list(form).querySelector(".heard"), sticks = heard && getComputedStyle(heard).position === "sticky";
  list(form).scrollTop = chosen.offsetTop - list(form).offsetTop - (sticks ? heard.offsetHeight : 0);
};
const take = (form, wording) => {
  const area = form.elements.text, { take: text, from, to, wording: shown } = wording.dataset;
  const { rule } = wording.closest("[data-hint]").dataset;
  area.focus();
  area.setSelectionRange(Number(from), Number(to));
  // The browser's own undo goes on working with this one.
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, Number(from), Number(to), "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.append(Object.assign(document.createElement("input"), {
    type: "hidden", name: "taken", value: `${rule}\t${shown}`,
  }));
  const open = text.match(/…|\[[^\]]+\]/);
  if (open) area.setSelectionRange(Number(from) + open.index, Number(from) + open.index + open[0].length);
};

const written = (target) => target.matches?.("form[data-check] textarea[name=text]") && target.form;
document.addEventListener("input", ({ target }) => {
  const form = written(target);
  if (!form) return;
  quiet.delete(form);
  follow(form);
  soon(form);
});
// What leaves is asked about no more; what comes back to be mended, anew.
document.addEventListener("submit", ({ target }) => {
  clearTimeout(timers.get(target));
  flights.get(target)?.abort();
});
document.addEventListener("change", ({ target }) => { if (target.matches("[data-hint] [name=promise]")) underline(); });
document.addEventListener("selectionchange", () => {
  const form = document.activeElement && written(document.activeElement);
  if (form) stand(form);
});
document.addEventListener("keydown", (event) => {
  const form = written(event.target);
  if (!form || event.defaultPrevented || event.isComposing) return;
  const wording = form.querySelector(".hint-here [data-take]");
  if (event.key === "Escape" && wording) { quiet.add(form); stand(form); event.stopPropagation(); }
  if (event.key !== "Tab" || event.shiftKey || event.ctrlKey || event.altKey || !wording) return;
  event.preventDefault();
  take(form, wording);
});
document.addEventListener("click", ({ target }) => {
  const form = target.closest?.("form[data-check]");
  if (!form) return;
  const wording = target.closest("[data-take]"), fine = target.closest("[data-fine]"), said = target.closest(".hint-said");
  if (wording) take(form, wording);
  else if (fine) ask(form, form.dataset.fineAt, { fine: fine.value });
  else if (said) { form.elements.text.focus(); form.elements.text.setSelectionRange(...place(said.parentElement)); }
});
const begin = (root) => root.querySelectorAll("form[data-check]").forEach((form) => {
  form.elements.text.dataset.was = form.elements.text.value;
  if (!form.querySelector("[data-hints-told]")) list(form).insertAdjacentHTML("afterend", '<p class="visually-hidden" role="status" data-hints-told></p>');
  if (form.elements.text.value.trim()) soon(form);
});
begin(document);
document.addEventListener("htmx:load", ({ target }) => {
  begin(target);
  if (target.querySelector("[data-point]")) document.querySelectorAll("form[data-check][data-kind=reply]").forEach(tick);
});
