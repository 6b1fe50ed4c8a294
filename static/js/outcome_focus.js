/*
 * Moves the focus to the headline of the door's answer when it arrives in place; not again for
 * who still stands in line. Without it (and without htmx) the answer is a page of its own, which
 * begins with that headline.
 */
(() => {
  const kind = (place) => place.querySelector("[data-kind]")?.dataset.kind;
  let before = "";

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.target?.id.startsWith("outcome-")) before = kind(detail.target);
  });
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (!detail.target?.id.startsWith("outcome-")) return;
    const isStillInLine = before === "in_line" && kind(detail.target) === "in_line";
    if (!isStillInLine) detail.target.querySelector("[data-outcome]")?.focus();
  });
})();
