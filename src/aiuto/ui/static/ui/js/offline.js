// Says when the connection is away and when it is back.
const words = JSON.parse(document.getElementById("words").textContent);
const line = document.querySelector("[data-offline]");

const show = () => {
  line.hidden = navigator.onLine;
  line.textContent = navigator.onLine ? "" : words.offline;
};
addEventListener("offline", show);
addEventListener("online", () => {
  show();
  document.dispatchEvent(new CustomEvent("say", { detail: { text: words.online, tone: "good" } }));
});
if (line && !navigator.onLine) show();
