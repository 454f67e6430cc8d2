// What axe finds on this page, and the colours of what looks like nothing judged before, in light and in dark:
// {violations, judged}.
//
// A text is as readable as its look: its own colour and letters, and what is painted beneath and over it. Only what
// axe has decided counts as judged, or can never be told (it stands on a picture): what is covered or cut off here is
// asked again on other pages.
async ({ judged, options, structure, colours }) => {
  const LETTERS = ["color", "fontSize", "fontWeight", "fontStyle", "textShadow", "textDecorationLine", "display"];
  const PAINT = ["backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "clipPath"];
  const NOTHING = "rgba(0, 0, 0, 0) none 1 none normal none";
  const before = new Set(judged), after = new Set(), found = [];

  const told = (style, facts) => facts.map((fact) => style[fact]).join(" ");
  const speaks = (one) =>
    one.matches("select, textarea, input:not([type=checkbox], [type=radio])") ||
    [...one.childNodes].some((part) => part.nodeType === Node.TEXT_NODE && part.data.trim().length > 1);
  const shows = (one) =>
    one.checkVisibility() && one.offsetWidth > 1 && one.getBoundingClientRect().bottom > 0 && !one.matches(":disabled");
  const looks = () => {
    const grounds = new Map([[null, ""]]);
    const ground = (one) => {
      if (!grounds.has(one)) {
        const paint = told(getComputedStyle(one), PAINT);
        grounds.set(one, ground(one.parentElement) + (paint === NOTHING ? "" : `|${paint}`));
      }
      return grounds.get(one);
    };
    return (one) =>
      [told(getComputedStyle(one), LETTERS), getComputedStyle(one.parentElement).color, ground(one)].join("|");
  };
  const undecidable = (node) => node.any.some(({ data }) => ["bgImage", "bgGradient"].includes(data?.messageKey));
  const note = (theme, rules) =>
    rules.forEach(({ id, impact, nodes }) => nodes.slice(0, 3).forEach(({ target, html, failureSummary }) =>
      found.push(`${theme}: ${id} (${impact}): ${target} ${html.slice(0, 160)} ${failureSummary.slice(0, 260)}`)));

  const judge = async (theme) => {
    const look = looks();
    const texts = [...document.body.querySelectorAll("*")].filter((one) => speaks(one) && shows(one));
    const fresh = texts.filter((one) => !before.has(look(one)));
    if (!fresh.length) return;
    const { passes, incomplete, violations } = await axe.run({ include: fresh }, { ...options, ...colours });
    const contrast = (rules) => rules.find((rule) => rule.id === "color-contrast")?.nodes ?? [];
    [...contrast(passes), ...contrast(violations), ...contrast(incomplete).filter(undecidable)]
      .forEach((node) => after.add(look(node.element)));
    note(theme, violations);
  };
  const show = (theme) => {
    document.documentElement.dataset.theme = theme;
    document.getAnimations().filter((one) => one instanceof CSSTransition).forEach((one) => one.finish());
  };

  note("any colours", (await axe.run(document, { ...options, ...structure })).violations);
  show("light");
  await judge("light");
  show("dark");
  await judge("dark");
  return { violations: found, judged: [...after] };
}
