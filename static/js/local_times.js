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
   * "6:54 – 10:54 AM", with the weekday of a start that needs one, and of an end on another day.
   * @param {Date} start
   * @param {Date | null} end
   * @param {boolean} hasWeekday
   */
  const timesOf = (start, end, hasWeekday) => {
    /** @type {Intl.DateTimeFormatOptions} */
    const withDay = { ...TIME, weekday: "short" };
    if (!end) return format(start, hasWeekday ? withDay : TIME);
    if (dayOf(start) === dayOf(end)) {
      const range = new Intl.DateTimeFormat(root.lang, TIME).formatRange(start, end);
      return hasWeekday ? `${format(start, { weekday: "short" })} ${range}` : range;
    }
    return `${format(start, hasWeekday ? withDay : TIME)} – ${format(end, withDay)}`;
  };

  /**
   * The element shows the times in bold, and beside them that they are the reader's own.
   * @param {HTMLElement} element
   * @param {string} zone
   */
  const fill = (element, zone) => {
    const { dataset } = element;
    const start = new Date(dataset.ownStart ?? "");
    if (!differs(start, zone)) return;
    const today = dayOf(new Date(Date.now() + Number(root.dataset.clockOffset || 0)));
    const hasWeekday = dayOf(start) !== today || dayOf(start) !== dayOf(start, zone);
    const times = document.createElement("b");
    const end = dataset.ownEnd ? new Date(dataset.ownEnd) : null;
    times.textContent = timesOf(start, end, hasWeekday);
    const [before = "", after = ""] = (dataset.ownWords ?? "").split("%s");
    element.replaceChildren(before, times, after);
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
    for (const element of times) fill(element, zone);
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
