// A sign-in in another tab changes the token that forms carry; those of this page follow when the reader comes back to it.
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
let known = token();

const follow = () => {
  const now = token();
  if (!now || now === known) return;
  known = now;
  document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = now; });
  if (document.body.hasAttribute("hx-headers")) document.body.setAttribute("hx-headers", JSON.stringify({ "x-csrftoken": now }));
};
document.addEventListener("visibilitychange", () => document.hidden || follow());
addEventListener("focus", follow);
addEventListener("online", follow);
document.addEventListener("htmx:beforeRequest", follow);
document.addEventListener("submit", follow, true);
