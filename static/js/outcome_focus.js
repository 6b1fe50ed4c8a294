/*
 * Moves the focus to the headline of a join's outcome when it arrives in place, but not again
 * while the attendee is still queued. Without this script (and without htmx), the outcome is a
 * page of its own, which begins with that headline.
 */
(() => {
  const QUEUED = "in_line"; // the value of data-kind
  /** @type {string | undefined} */
  let previousKind = "";

  /** @param {HTMLElement} container */
  const kindIn = (container) => {
    /** @type {HTMLElement | null} */
    const outcome = container.querySelector("[data-kind]");
    return outcome?.dataset.kind;
  };
  /** @param {CustomEvent<HtmxDetail>} event */
  const outcomeTarget = ({ detail: { target } }) =>
    target?.id.startsWith("outcome-") ? target : null;

  document.addEventListener("htmx:beforeSwap", (event) => {
    const target = outcomeTarget(event);
    if (target) previousKind = kindIn(target);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = outcomeTarget(event);
    if (!target || (previousKind === QUEUED && kindIn(target) === QUEUED)) return;
    /** @type {HTMLElement | null} */
    const headline = target.querySelector("[data-outcome]");
    headline?.focus();
  });
})();
