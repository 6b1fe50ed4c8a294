/*
 * Shows what an htmx request could not: an error answer that names its own place (HX-Retarget) is
 * swapped there, and a press without any answer gets a notice. Without it such a press stays silent.
 */
(() => {
  const start = () => {
    if (document.body.dataset.notices) return;
    document.body.dataset.notices = "on";

    document.body.addEventListener("htmx:beforeSwap", (event) => {
      const { xhr } = event.detail;
      if (xhr.status >= 400 && xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
    });

    const noAnswer = (event) => {
      if (event.detail.elt.id === "list") return; // list_polling.js says that one
      const words = document.getElementById("no-contact").content.cloneNode(true);
      document.getElementById("notices").replaceChildren(words);
    };
    const badAnswer = (event) => {
      if (!event.detail.xhr.getResponseHeader("HX-Retarget")) noAnswer(event);
    };
    document.body.addEventListener("htmx:sendError", noAnswer);
    document.body.addEventListener("htmx:timeout", noAnswer);
    document.body.addEventListener("htmx:responseError", badAnswer);
    document.body.addEventListener("htmx:beforeRequest", (event) => {
      if (event.detail.elt.id !== "list") document.getElementById("notices").replaceChildren();
    });
  };

  document.addEventListener("htmx:load", start);
})();
