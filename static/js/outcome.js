/*
 * Moves the focus to the headline of the door's answer when it arrives in place. Without it (and
 * without htmx) the answer is a page of its own, which begins with that headline.
 */
(() => {
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.detail.target?.id.startsWith("outcome-")) return;
    event.detail.target.querySelector("[data-outcome]")?.focus();
  });
})();
