/*
 * What a refresh of the list leaves alone: the door's answers, open panels, the words that scripts
 * wrote, and the focus. Without it (and without htmx) the page refreshes as a whole.
 */
(() => {
  const { callbacks } = Idiomorph.defaults;
  const WRITTEN = "[data-countdown], [data-own-start]"; // by countdown.js and local_times.js
  let focused = null;

  const isAnswer = (node) => node.id?.startsWith("outcome-") && node.childElementCount > 0;
  const isWritten = (node, news) =>
    node.matches?.(WRITTEN) && node.cloneNode(false).isEqualNode(news.cloneNode(false));

  callbacks.beforeNodeMorphed = (node, news) => !isAnswer(node) && !isWritten(node, news);
  // A refresh may open a panel (a search found something in it), but never close one.
  callbacks.beforeAttributeUpdated = (name, node, change) =>
    !(name === "open" && change === "remove" && node.matches("details"));

  const remember = (event) => {
    if (event.detail.target?.id === "list") focused = document.activeElement;
  };
  // A card that moved to another section took the focused link along, but lost the focus.
  const restore = () => {
    if (focused?.isConnected && document.activeElement === document.body) {
      focused.focus({ preventScroll: true });
    }
    focused = null;
  };
  document.addEventListener("htmx:beforeSwap", remember);
  document.addEventListener("htmx:afterSwap", restore);
})();
