// Judge the colours of all that looks like nothing judged before: {violations, judged}.
//
// A text is as readable as its look: its own colour and letters, and what is painted beneath and over it. Only what
// axe has decided counts as judged: what it cannot tell here (it is covered, it is cut off) is asked again elsewhere.
async ({ judged, options }) => {
  const LETTERS = ["color", "fontSize", "fontWeight", "fontStyle", "textShadow", "textDecorationLine", "display"];
  const PAINT = ["backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "clipPath"];
  const NOTHING = "rgba(0, 0, 0, 0) none 1 none normal none";
  const before = new Set(judged);
  const grounds = new Map([[null, ""]]);

  const told = (style, facts) => facts.map((fact) => style[fact]).join(" ");
  const ground = (one) => {
    if (!grounds.has(one)) {
      const paint = told(getComputedStyle(one), PAINT);
      grounds.set(one, ground(one.parentElement) + (paint === NOTHING ? "" : `|${paint}`));
    }
    return grounds.get(one);
  };
  const look = (one) =>
    [told(getComputedStyle(one), LETTERS), getComputedStyle(one.parentElement).color, ground(one)].join("|");
  const shows = (one) =>
    one.checkVisibility() && one.offsetWidth > 1 && one.getBoundingClientRect().bottom > 0 && !one.matches(":disabled");
  const speaks = (one) =>
    one.matches("select, textarea, input:not([type=checkbox], [type=radio])") ||
    [...one.childNodes].some((part) => part.nodeType === Node.TEXT_NODE && part.data.trim().length > 1);

  const fresh = [...document.body.querySelectorAll("*")]
    .filter((one) => speaks(one) && shows(one) && !before.has(look(one)));
  if (!fresh.length) return { violations: [], judged };
  const { passes, violations } = await axe.run({ include: fresh }, options);
  const contrast = [...passes, ...violations].find((rule) => rule.id === "color-contrast");
  contrast?.nodes.forEach((node) => before.add(look(node.element)));
  violations.forEach((rule) => rule.nodes.forEach((node) => delete node.element));
  return { violations, judged: [...before] };
}
