/*
 * Says in one polite sentence what a refresh changed, or how many workshops a filter found; an
 * unchanged list says nothing. Without it screen readers meet the changes when they come by.
 */
(() => {
  const MOST = 3; // sentences at once
  let before = null;

  const cards = () => [...document.querySelectorAll("#list [data-announce]")];
  const states = () => new Map(cards().map((card) => [card.id, card.dataset.state]));
  const isList = (event) => event.detail.target?.id === "list";
  const plain = (text) => text.replace(/\s+/g, " ").trim();

  const changes = () =>
    cards()
      .filter((card) => before.get(card.id) !== card.dataset.state)
      .map((card) => plain(card.dataset.announce));

  const say = (sentences) => {
    const place = document.getElementById("announcement");
    if (sentences.length) place.textContent = sentences.slice(0, MOST).join(". ");
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (isList(event)) before = states();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!isList(event) || !before) return;
    const isRefresh = event.detail.requestConfig?.elt.id === "list";
    say(isRefresh ? changes() : [plain(document.getElementById("list").dataset.found)]);
    before = null;
  });
})();
