/*
 * Discards the responses of background requests once a form leaves the page: a refresh that comes
 * back while the attendee signs out would lead to the sign-in page, and away from where the form
 * leads. Without this script, that happens now and then.
 */
(() => {
  const MAX_NAVIGATION_MS = 10_000; // after this the form led nowhere
  let isLeaving = false;
  let timer = 0;

  const stay = () => {
    clearTimeout(timer);
    isLeaving = false;
  };
  /** @param {SubmitEvent} event */
  const leave = (event) => {
    const opensTab = event.target instanceof HTMLFormElement && event.target.target === "_blank";
    if (event.defaultPrevented || opensTab) return;
    isLeaving = true;
    timer = setTimeout(stay, MAX_NAVIGATION_MS);
  };
  /** @param {Event} event */
  const cancelIfLeaving = (event) => {
    if (isLeaving) event.preventDefault();
  };

  // On the window, after htmx has prevented the default of the forms it sends itself.
  addEventListener("submit", leave);
  addEventListener("pageshow", stay);
  document.addEventListener("htmx:beforeRequest", cancelIfLeaving);
  document.addEventListener("htmx:beforeOnLoad", cancelIfLeaving);
})();
