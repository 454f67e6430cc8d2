// [data-copy="words to say"] on a link copies its whole address.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  link.closest("details[data-menu]")?.removeAttribute("open");
  await navigator.clipboard.writeText(link.href);
  document.dispatchEvent(new CustomEvent("say", { detail: { text: link.dataset.copy } }));
});
