/*
 * A page that is being left by a form takes no more answers: a refresh that comes back while one
 * signs out would lead to the sign-in page, and away from where the form leads. Without it that
 * happens now and then.
 */
(() => {
  const PATIENCE_MS = 10_000; // then the form led nowhere
  let isLeaving = false;
  let timer = 0;

  const stay = () => {
    clearTimeout(timer);
    isLeaving = false;
  };
  const leave = (event) => {
    if (event.defaultPrevented || event.target.target === "_blank") return;
    isLeaving = true;
    timer = setTimeout(stay, PATIENCE_MS);
  };
  const refuse = (event) => {
    if (isLeaving) event.preventDefault();
  };

  addEventListener("submit", leave); // behind htmx, which keeps its own forms on the page
  addEventListener("pageshow", stay);
  document.addEventListener("htmx:beforeRequest", refuse);
  document.addEventListener("htmx:beforeOnLoad", refuse);
})();
