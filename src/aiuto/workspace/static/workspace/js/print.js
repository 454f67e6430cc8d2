// [data-print] prints the page; an address that ends in ?print does so at once.
document.addEventListener("click", ({ target }) => target.closest("[data-print]") && print());
if (new URLSearchParams(location.search).has("print")) addEventListener("load", () => print());
