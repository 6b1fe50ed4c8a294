/*
 * Announces in one polite sentence what a refresh changed, or how many workshops a filter found;
 * for an unchanged list it announces nothing. Without this script, screen reader users notice
 * changes only when they reach them.
 */
(() => {
  const MAX_SENTENCES = 3; // in one announcement
  /** @type {Map<string, string | undefined> | null} */
  let previousStates = null;

  const cards = () =>
    /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#list [data-announce]")]);
  const statesById = () => new Map(cards().map((card) => [card.id, card.dataset.state]));
  /** @param {string | undefined} text */
  const onOneLine = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  /** @param {CustomEvent<HtmxDetail>} event */
  const isForList = (event) => event.detail.target?.id === "list";

  /** @param {Map<string, string | undefined>} before */
  const changesSince = (before) =>
    cards()
      .filter((card) => before.get(card.id) !== card.dataset.state)
      .map((card) => onOneLine(card.dataset.announce));

  /** @param {string[]} sentences */
  const announce = (sentences) => {
    const region = document.getElementById("announcement");
    if (region && sentences.length)
      region.textContent = sentences.slice(0, MAX_SENTENCES).join(". ");
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (isForList(event)) previousStates = statesById();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!isForList(event) || !previousStates) return;
    const isRefresh = event.detail.requestConfig?.elt.id === "list";
    const found = () => [onOneLine(document.getElementById("list")?.dataset.found)];
    announce(isRefresh ? changesSince(previousStates) : found());
    previousStates = null;
  });
})();
