/*
 * Gives the one-time code to the frame that opened this window, and closes the window. Without
 * this script, the window says that nothing was handed over.
 */
(() => {
  /** @type {HTMLElement | null} */
  const container = document.querySelector("[data-code]");
  if (!container) return;

  const showFailure = () => {
    /** @type {NodeListOf<HTMLElement>} */
    const texts = container.querySelectorAll("[data-says]");
    for (const text of texts) text.hidden = text.dataset.says !== "lost";
  };

  if (!window.opener) return showFailure();
  // Only a frame of this very portal gets the code, whatever page it stands in.
  const message = { portal: 1, type: "code", code: container.dataset.code };
  window.opener.postMessage(message, location.origin);
  setTimeout(showFailure, 3000);
  window.close();
})();
