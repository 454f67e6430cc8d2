// [data-quote="id of a message"] puts its words into the answer, marked as quoted, and the cursor behind them.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-quote]");
  const answer = document.getElementById("reply-text");
  const said = link && document.getElementById(link.dataset.quote)?.querySelector(".message-text")?.innerText.trim();
  if (!said || !answer) return;
  event.preventDefault();
  link.closest("details[data-menu]")?.removeAttribute("open");
  const before = answer.value.trimEnd();
  answer.value = `${before}${before && "\n\n"}${said.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n")}\n\n`;
  answer.dispatchEvent(new Event("input", { bubbles: true }));
  answer.focus();
  answer.setSelectionRange(answer.value.length, answer.value.length);
});
