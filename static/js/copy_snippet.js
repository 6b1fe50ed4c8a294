/*
 * Gives every .snippet a button that copies it and says so. Without this script, a click selects
 * the whole snippet.
 */
(() => {
  /** @type {HTMLElement | null} */
  const words = document.querySelector("[data-copy-words]");
  const { copyWords = "", copiedWords = "" } = words?.dataset ?? {};

  /** @param {HTMLElement} snippet */
  const addButton = (snippet) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button snippet-copy";
    button.textContent = copyWords;
    button.setAttribute("aria-label", `${copyWords}: ${snippet.getAttribute("aria-label")}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(snippet.textContent ?? "");
      button.textContent = copiedWords;
      const announcement = document.getElementById("announcement");
      if (announcement) announcement.textContent = copiedWords;
    });
    snippet.after(button);
  };

  /** @type {NodeListOf<HTMLElement>} */
  const snippets = document.querySelectorAll(".snippet");
  for (const snippet of snippets) addButton(snippet);
})();
