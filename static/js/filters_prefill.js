/*
 * Asks for what was typed or chosen before the scripts were there. Without it the list waits for the
 * next key, or for Enter.
 */
(() => {
  const said = (form) => new URLSearchParams(new FormData(form)).toString();

  const start = () => {
    const form = document.getElementById("filters");
    if (!form) return;
    const asItCame = form.cloneNode(true);
    asItCame.reset();
    if (said(form) !== said(asItCame)) htmx.trigger(form, "submit");
  };

  document.addEventListener("htmx:load", start, { once: true });
})();
