// Files chosen, dropped or pasted in form[data-upload="address"] go up at once, one after the other, each with its progress; one that
// cannot says why. The answer to each is the list of what waits in the draft.
const lists = (form) => form.querySelector("[data-files-of]");
const queues = new WeakMap();

const chip = (form, name) => {
  const place = document.createElement("span");
  place.className = "attachment waiting-file file-going";
  place.append(Object.assign(document.createElement("span"), { className: "attachment-name", textContent: name }));
  lists(form).after(place);
  return place;
};
const trouble = (place, text) => {
  place.classList.add("file-wrong");
  place.setAttribute("role", "alert");
  place.querySelector("progress")?.remove();
  place.querySelector(".attachment-name").textContent += `: ${text}`;
  setTimeout(() => place.remove(), 12_000);
};

const body = (form, file) => {
  const data = new FormData();
  for (const [name, value] of new FormData(form)) if (["csrfmiddlewaretoken", "slots", "key"].includes(name)) data.append(name, value);
  data.append("files", file, file.name || "image.png");
  return data;
};
const send = (form, file, place) => new Promise((done) => {
  const bar = place.appendChild(document.createElement("progress"));
  const request = new XMLHttpRequest();
  request.open("POST", form.dataset.upload);
  request.setRequestHeader("HX-Request", "true");
  request.upload.onprogress = ({ loaded, total }) => { bar.max = total; bar.value = loaded; };
  request.onload = () => {
    const part = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("[data-files-of]");
    if (part) { lists(form).replaceWith(part); place.remove(); } else trouble(place, words.failed);
    done();
  };
  request.onerror = () => { trouble(place, words.failed); done(); };
  request.send(body(form, file));
});
const words = JSON.parse(document.getElementById("words").textContent);

// An answer that is sent meanwhile waits for them, and stays where one of them could not go up.
const wrong = (form) => [...form.querySelectorAll(".file-wrong")];
document.addEventListener("htmx:confirm", (event) => {
  const form = event.target;
  if (!form.matches("form[data-upload]:has(.file-going:not(.file-wrong))")) return;
  event.preventDefault();
  const known = wrong(form);
  queues.get(form).then(() => wrong(form).every((place) => known.includes(place)) && event.detail.issueRequest());
});

document.addEventListener("change", ({ target }) => {
  const form = target.closest?.("form[data-upload]");
  if (!form || target.type !== "file") return;
  for (const file of target.files) {
    const place = chip(form, file.name || "image.png");
    if (file.size > Number(target.dataset.largest)) trouble(place, target.dataset.tooLarge);
    else queues.set(form, (queues.get(form) ?? Promise.resolve()).then(() => send(form, file, place)));
  }
  target.value = "";
});
