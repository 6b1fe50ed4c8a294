/*
 * Keeps how joining ended, with its support code, in the entry of the browser's history: whoever
 * comes back from another workshop finds it again. Nothing is kept of a place in line, and nothing
 * is shown to whoever has signed in since. Without this script, the answer is a page of its own.
 */
(() => {
  const KEPT = new Set(["refused", "unsure"]); // values of data-kind: the others change by themselves
  const MAX_CHARS = 50_000;
  const who = () => document.querySelector(".header-person")?.textContent ?? "";

  /** @param {HTMLElement} target */
  const keep = (target) => {
    /** @type {HTMLElement | null} */
    const outcome = target.querySelector("[data-kind]");
    const isKept = KEPT.has(outcome?.dataset.kind ?? "") && target.innerHTML.length < MAX_CHARS;
    const kept = isKept ? { id: target.id, html: target.innerHTML, who: who() } : null;
    history.replaceState({ ...history.state, outcome: kept }, "");
  };

  const restore = () => {
    const kept = history.state?.outcome;
    const target = kept && kept.who === who() ? document.getElementById(kept.id) : null;
    if (!target || target.childElementCount) return;
    target.innerHTML = kept.html;
    htmx.process(target);
  };

  document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
    if (target?.id.startsWith("outcome-")) keep(target);
  });
  document.addEventListener("DOMContentLoaded", restore);
})();
