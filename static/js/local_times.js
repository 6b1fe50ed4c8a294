/*
 * Adds the reader's own time to every [data-own-start] if it differs from the event's, with the
 * weekday where that day is not today's or not the event's. Own times stand first, unless the
 * reader has chosen otherwise in [data-times-first]; the choice is kept in this browser.
 * Without this script, the event's time and zone stand alone.
 */
(() => {
  const root = document.documentElement;
  const KEPT_AS = "portal-times-first";
  /** @type {Intl.DateTimeFormatOptions} */
  const TIME = { hour: "numeric", minute: "2-digit" };
  /** @type {Intl.DateTimeFormatOptions} */
  const DATE = { year: "numeric", month: "2-digit", day: "2-digit" };

  /**
   * @param {Date} moment
   * @param {Intl.DateTimeFormatOptions} options
   * @param {string} [timeZone] the reader's own if left out
   */
  const format = (moment, options, timeZone) =>
    new Intl.DateTimeFormat(root.lang, { ...options, timeZone }).format(moment);

  /**
   * @param {Date} moment
   * @param {string} [timeZone]
   */
  const dayOf = (moment, timeZone) => format(moment, DATE, timeZone);

  /**
   * @param {Date} moment
   * @param {string} zone
   */
  const differs = (moment, zone) =>
    format(moment, { ...DATE, ...TIME }, zone) !== format(moment, { ...DATE, ...TIME });

  /**
   * @param {Date} moment
   * @param {boolean} hasWeekday
   */
  const timeOf = (moment, hasWeekday) =>
    format(moment, hasWeekday ? { ...TIME, weekday: "short" } : TIME);

  /**
   * @param {HTMLElement} element
   * @param {string} zone
   */
  const textFor = ({ dataset }, zone) => {
    const start = new Date(dataset.ownStart ?? "");
    if (!differs(start, zone)) return "";
    const today = dayOf(new Date(Date.now() + Number(root.dataset.clockOffset || 0)));
    const hasWeekday = dayOf(start) !== today || dayOf(start) !== dayOf(start, zone);
    const times = [timeOf(start, hasWeekday)];
    if (dataset.ownEnd) {
      const end = new Date(dataset.ownEnd);
      times.push(timeOf(end, dayOf(end) !== dayOf(start)));
    }
    return (dataset.ownWords ?? "").replace("%s", times.join(" – "));
  };

  // In a frame the browser may keep nothing; then the choice lasts as long as the page.
  const kept = () => {
    try {
      return localStorage.getItem(KEPT_AS);
    } catch {
      return null;
    }
  };
  /** @param {string} first */
  const keep = (first) => {
    try {
      localStorage.setItem(KEPT_AS, first);
    } catch {}
  };

  /** @param {string} first "own" or "event" */
  const putFirst = (first) => {
    root.dataset.timesFirst = first;
    for (const button of document.querySelectorAll("button[data-times-first]")) {
      const isChosen = button.getAttribute("data-times-first") === first;
      button.setAttribute("aria-pressed", String(isChosen));
    }
  };

  document.addEventListener("htmx:load", () => {
    const { zone } = root.dataset;
    if (!zone || !differs(new Date(), zone)) return;
    /** @type {NodeListOf<HTMLElement>} */
    const times = document.querySelectorAll("[data-own-start]:empty");
    for (const element of times) element.textContent = textFor(element, zone);
    for (const choice of document.querySelectorAll("[data-zone-choice]")) {
      choice.removeAttribute("hidden");
    }
    putFirst(kept() === "event" ? "event" : "own");
  });

  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button[data-times-first]");
    if (!button) return;
    const first = button.getAttribute("data-times-first") ?? "own";
    keep(first);
    putFirst(first);
  });
})();
