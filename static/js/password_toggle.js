/*
 * A button that shows what was typed as a password. Without it the button stays hidden.
 */
(() => {
  const start = () => {
    for (const button of document.querySelectorAll("[data-shows][hidden]")) {
      const field = document.getElementById(button.dataset.shows);
      button.hidden = false;
      button.addEventListener("click", () => {
        const shown = field.type === "password";
        field.type = shown ? "text" : "password";
        button.setAttribute("aria-pressed", String(shown));
      });
      // Sent as a password, so that no browser offers it among typed texts.
      field.form.addEventListener("submit", () => {
        field.type = "password";
      });
    }
  };

  document.addEventListener("htmx:load", start);
})();
