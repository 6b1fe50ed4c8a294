/*
 * Asks for what was typed or chosen before the scripts were loaded. Without this script, the list
 * waits for the next key, or for Enter.
 */
(() => {
  /** @param {HTMLFormElement} form */
  const queryOf = (form) => {
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    return new URLSearchParams(fields).toString();
  };

  const start = () => {
    const form = document.getElementById("filters");
    if (!(form instanceof HTMLFormElement)) return;
    const asServed = /** @type {HTMLFormElement} */ (form.cloneNode(true));
    asServed.reset();
    if (queryOf(form) !== queryOf(asServed)) htmx.trigger(form, "submit");
  };

  document.addEventListener("htmx:load", start, { once: true });
})();
