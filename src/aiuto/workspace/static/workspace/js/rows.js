// Walking a list by keys: j and k go to the next and the previous row, o opens it.
const links = () => [...document.querySelectorAll("main .row-link")];
const step = { j: 1, k: -1 };

document.addEventListener("keys", (event) => {
  const all = links();
  const row = document.activeElement.closest(".row");
  const here = all.findIndex((link) => row?.contains(link));
  if (event.detail in step && all.length) {
    const next = all[here < 0 ? 0 : Math.min(all.length - 1, Math.max(0, here + step[event.detail]))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  } else if (event.detail === "o" && here >= 0) all[here].click();
  else return;
  event.preventDefault();
});
