// Files dropped or pasted onto [data-drop] join the file input inside it.
const inputIn = (place) => place.querySelector("input[type=file]");

const add = (place, files) => {
  const input = inputIn(place);
  const all = new DataTransfer();
  [...(input.multiple ? input.files : []), ...files].forEach((file) => all.items.add(file));
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

document.addEventListener("dragover", (event) => {
  const place = event.target.closest?.("[data-drop]");
  if (!place || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  place.classList.add("drop-target");
});
document.addEventListener("dragleave", (event) => {
  const place = event.target.closest?.("[data-drop]");
  if (place && !place.contains(event.relatedTarget)) place.classList.remove("drop-target");
});
document.addEventListener("drop", (event) => {
  const place = event.target.closest?.("[data-drop]");
  if (!place || !event.dataTransfer.files.length) return;
  event.preventDefault();
  place.classList.remove("drop-target");
  add(place, event.dataTransfer.files);
});
document.addEventListener("paste", (event) => {
  const place = event.target.closest?.("[data-drop]");
  if (place && event.clipboardData.files.length) { event.preventDefault(); add(place, event.clipboardData.files); }
});
document.addEventListener("change", (event) => {
  const list = event.target.closest?.("[data-drop]")?.querySelector("[data-files]");
  if (!list || event.target.type !== "file") return;
  list.replaceChildren(...[...event.target.files].map((file) =>
    Object.assign(document.createElement("li"), { className: "attachment", textContent: file.name })));
});
