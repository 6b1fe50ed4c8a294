/*
 * Polls the list when the server says so, but not in a hidden tab and not while paused, and keeps
 * the line about its age true. Without this script, the page reloads itself once a minute
 * (noscript).
 */
(() => {
  const NO_ANSWER_SECONDS = 20; // until the next poll if there was no response
  let timer = 0;
  let etag = ""; // of the list on the page; sent along, it makes responses short
  // Joins and seats given up may have changed the list: an ETag from before them does not count.
  let actions = 0;
  let actionsAtPoll = 0;

  const list = () => /** @type {HTMLElement} */ (document.getElementById("list"));
  const freshness = () => /** @type {HTMLElement} */ (document.getElementById("freshness"));
  /**
   * @param {string} name
   * @param {boolean} isShown
   */
  const show = (name, isShown) => {
    /** @type {NodeListOf<HTMLElement>} */
    const parts = freshness().querySelectorAll(`[data-${name}]`);
    for (const part of parts) part.hidden = !isShown;
  };
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: "numeric",
    minute: "2-digit",
    timeZone: document.documentElement.dataset.zone,
  });
  const isPaused = () => freshness().dataset.state === "paused";

  /** @param {number} seconds */
  const schedulePoll = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(poll, seconds * 1000);
  };
  const poll = () => {
    if (document.hidden || isPaused()) return;
    schedulePoll(NO_ANSWER_SECONDS); // the response replaces it
    htmx.trigger(list(), "poll");
  };

  /** @param {CustomEvent<LookedDetail>} event */
  const showAge = ({ detail }) => {
    const time = freshness().querySelector("time");
    if (time) {
      const asOf = new Date(detail.asOf * 1000);
      time.dateTime = asOf.toISOString();
      time.textContent = clock.format(asOf);
    }
    freshness().classList.toggle("freshness-old", detail.old);
    show("fresh", !detail.old);
    show("old", detail.old);
    show("lost", false);
    show("running", !isPaused());
    schedulePoll(detail.again);
  };
  /** @param {CustomEvent<HtmxDetail>} event */
  const sendETag = ({ detail }) => {
    if (detail.elt.id !== "list") return;
    actionsAtPoll = actions;
    if (etag) detail.headers["If-None-Match"] = etag;
  };
  /** @param {CustomEvent<HtmxDetail>} event */
  const storeETag = ({ detail }) => {
    if (detail.target?.id.startsWith("outcome-")) {
      actions += 1;
      etag = "";
    } else if (detail.target?.id === "list" && detail.successful) {
      etag = (actionsAtPoll === actions && detail.xhr.getResponseHeader("ETag")) || "";
    }
  };
  /** @param {CustomEvent<HtmxDetail>} event */
  const showConnectionLost = ({ detail }) => {
    if (detail.elt.id !== "list") return;
    show("running", false);
    show("lost", true);
  };

  const togglePause = () => {
    const willPause = !isPaused();
    freshness().dataset.state = willPause ? "paused" : "running";
    show("running", !willPause);
    show("going", !willPause);
    show("paused", willPause);
    show("lost", false);
    poll();
  };

  const start = () => {
    if (!list() || !freshness() || freshness().dataset.state) return;
    freshness().dataset.state = "running";
    show("pause", true);
    freshness().querySelector("[data-pause]")?.addEventListener("click", togglePause);
    etag = freshness().dataset.etag ?? "";
    document.addEventListener("looked", showAge);
    document.addEventListener("htmx:configRequest", sendETag);
    document.addEventListener("htmx:afterRequest", storeETag);
    document.addEventListener("htmx:sendError", showConnectionLost);
    document.addEventListener("htmx:responseError", showConnectionLost);
    document.addEventListener("visibilitychange", poll);
    schedulePoll(Number(freshness().dataset.pollInterval));
  };

  document.addEventListener("htmx:load", start);
})();
