/*
 * A button or a link that works says so in itself: it shows what it does, keeps the focus, is
 * spoken once, and does nothing when it is used again meanwhile. Without this script, the browser's
 * own sign of loading is all there is.
 */
(() => {
  /** What the controls showed before, by control. @type {Map<HTMLElement, Node[]>} */
  const labels = new Map();

  /** @param {EventTarget | null | undefined} target */
  const controlOf = (target) => {
    /** @type {HTMLElement | null} */
    const control = target instanceof Element ? target.closest("[data-pending]") : null;
    return control;
  };
  /** @param {HTMLElement} control */
  const begin = (control) => {
    const label = control.dataset.pending ?? "";
    const spinner = document.createElement("span");
    spinner.className = "spinner";
    labels.set(control, [...control.childNodes]);
    control.replaceChildren(spinner, label);
    control.setAttribute("aria-busy", "true");
    control.setAttribute("aria-disabled", "true");
    const announcement = document.getElementById("announcement");
    if (announcement) announcement.textContent = label;
  };
  /** @param {HTMLElement} control */
  const end = (control) => {
    const label = labels.get(control);
    if (!label) return;
    labels.delete(control);
    control.replaceChildren(...label);
    control.removeAttribute("aria-busy");
    control.removeAttribute("aria-disabled");
  };

  /** @param {CustomEvent<HtmxDetail>} event */
  const beginRequest = (event) => {
    const control = controlOf(event.detail.elt);
    if (!control) return;
    const isClicked = event.detail.requestConfig?.triggeringEvent?.type === "click";
    if (labels.has(control)) event.preventDefault();
    else if (isClicked) begin(control);
  };
  /** @param {CustomEvent<HtmxDetail>} event */
  const endRequest = ({ detail }) => {
    const control = controlOf(detail.elt);
    if (control) end(control);
  };
  /** @param {SubmitEvent} event */
  const beginSubmit = (event) => {
    const control = controlOf(event.submitter);
    if (!control || event.defaultPrevented) return;
    if (labels.has(control)) event.preventDefault();
    else begin(control);
  };
  /** @param {MouseEvent} event */
  const beginClick = (event) => {
    const link = controlOf(event.target);
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || isElsewhere) return;
    if (labels.has(link)) event.preventDefault();
    else if (!link.target) begin(link);
  };

  document.addEventListener("htmx:beforeRequest", beginRequest);
  document.addEventListener("htmx:afterRequest", endRequest);
  // On the window, after htmx has prevented the default of what it sends itself.
  addEventListener("submit", beginSubmit);
  addEventListener("click", beginClick);
  addEventListener("pageshow", () => [...labels.keys()].forEach(end));
})();
