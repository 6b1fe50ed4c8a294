/*
 * Adds a button that shows what was typed as a password. Without this script, the button stays
 * hidden.
 */
(() => {
  /** @param {HTMLButtonElement} button */
  const activate = (button) => {
    const field = document.getElementById(button.dataset.shows ?? "");
    if (!(field instanceof HTMLInputElement)) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const isShown = field.type === "password";
      field.type = isShown ? "text" : "password";
      button.setAttribute("aria-pressed", String(isShown));
    });
    // It is sent as a password, so that no browser offers it among typed texts.
    field.form?.addEventListener("submit", () => {
      field.type = "password";
    });
  };

  document.addEventListener("htmx:load", () => {
    /** @type {NodeListOf<HTMLButtonElement>} */
    const buttons = document.querySelectorAll("[data-shows][hidden]");
    for (const button of buttons) activate(button);
  });
})();
