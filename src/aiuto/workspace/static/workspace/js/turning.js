// The next or the previous request takes the place of this one in #main, and so does this one once something was sent: what stands
// around it stays as it is. Where that cannot be (the session has ended, the request is gone or is another now), the browser goes there
// as by any link.
const turns = ({ detail: { target } }) => target.id === "main";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!turns(event)) return;
  const { xhr, requestConfig: { path } } = event.detail;
  const asked = new URL(path, location);
  if (xhr.status === 200 && new URL(xhr.responseURL).pathname === asked.pathname)
    return asked.pathname === location.pathname || document.dispatchEvent(new CustomEvent("turning"));
  event.detail.shouldSwap = event.detail.isError = false;
  location.assign(asked);
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (!turns(event)) return;
  scrollTo({ top: 0, behavior: "instant" });
  document.getElementById("main").focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("turned"));
});
