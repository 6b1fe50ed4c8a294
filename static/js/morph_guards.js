/*
 * Protects parts of the list from its refresh: the outcomes of a join, buttons that work, open
 * panels, the texts that scripts wrote, and the focus. Without this script (and without htmx), the page refreshes as a
 * whole.
 */
(() => {
  const { callbacks } = Idiomorph.defaults;
  const WRITTEN_BY_SCRIPTS = "[data-countdown], [data-own-start]"; // countdown.js, local_times.js
  /** @type {Element | null} */
  let focused = null;

  /** @param {Element} element */
  const isOutcome = (element) => element.id.startsWith("outcome-") && element.childElementCount > 0;

  /**
   * @param {Element} element
   * @param {Node} replacement
   */
  const isWritten = (element, replacement) =>
    element.matches(WRITTEN_BY_SCRIPTS) &&
    element.cloneNode(false).isEqualNode(replacement.cloneNode(false));

  /** @param {Element} element */
  const isPending = (element) => element.ariaBusy === "true"; // pending.js

  callbacks.beforeNodeMorphed = (node, replacement) =>
    !(
      node instanceof Element &&
      (isOutcome(node) || isPending(node) || isWritten(node, replacement))
    );
  // A refresh may open a panel (a search found something in it), but it never closes one.
  callbacks.beforeAttributeUpdated = (name, node, change) =>
    !(name === "open" && change === "remove" && node.matches("details"));

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target?.id === "list") focused = document.activeElement;
  });
  // A card that moved to another section took the focused link along, but lost the focus.
  document.addEventListener("htmx:afterSwap", () => {
    const isLost = focused?.isConnected && document.activeElement === document.body;
    if (isLost && focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    focused = null;
  });
})();
