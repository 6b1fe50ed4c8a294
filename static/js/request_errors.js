/*
 * Shows what an htmx request could not: an error response that names its own place (HX-Retarget)
 * is swapped in there, and a request without any response gets a notice. Without this script, such
 * a request fails silently.
 */
(() => {
  /** @param {CustomEvent<HtmxDetail>} event */
  const isListPoll = (event) => event.detail.elt.id === "list"; // list_polling.js shows its errors
  const notices = () => document.getElementById("notices");

  /** @param {CustomEvent<HtmxDetail>} event */
  const allowRetargetedError = (event) => {
    const { xhr } = event.detail;
    if (xhr.status >= 400 && xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
  };
  /** @param {CustomEvent<HtmxDetail>} event */
  const showNetworkError = (event) => {
    const template = document.getElementById("no-contact");
    if (isListPoll(event) || !(template instanceof HTMLTemplateElement)) return;
    const { target } = event.detail;
    const place = target?.id.startsWith("outcome-") ? target : notices(); // at the card itself
    place?.replaceChildren(template.content.cloneNode(true));
  };
  /** @param {CustomEvent<HtmxDetail>} event */
  const showResponseError = (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Retarget")) showNetworkError(event);
  };
  /** @param {CustomEvent<HtmxDetail>} event */
  const clearNotices = (event) => {
    if (!isListPoll(event)) notices()?.replaceChildren();
  };

  document.addEventListener("htmx:beforeSwap", allowRetargetedError);
  document.addEventListener("htmx:sendError", showNetworkError);
  document.addEventListener("htmx:timeout", showNetworkError);
  document.addEventListener("htmx:responseError", showResponseError);
  document.addEventListener("htmx:beforeRequest", clearNotices);
})();
