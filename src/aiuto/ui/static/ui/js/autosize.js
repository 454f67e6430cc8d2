// Text areas grow with their text where the browser's own `field-sizing` does not do it.
if (!CSS.supports("field-sizing", "content")) {
  const grow = (area) => {
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  };
  document.addEventListener("input", (event) => event.target.matches?.("textarea.input") && grow(event.target));
  document.querySelectorAll("textarea.input").forEach(grow);
}
