/*
 * Adds the reader's own time to every [data-own-start] if it differs from the event's, with
 * "+1 day" where their day is another. Without this script, the event's time and zone stand alone.
 */
(() => {
  const root = document.documentElement;
  /** @type {Intl.DateTimeFormatOptions} */
  const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
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
   * The day of `moment` as milliseconds: en-CA writes ISO dates, which Date reads as days in UTC,
   * so that the distance of two is in whole days.
   * @param {Date} moment
   * @param {string} [timeZone]
   */
  const dayOf = (moment, timeZone) =>
    Date.parse(new Intl.DateTimeFormat("en-CA", { ...DATE, timeZone }).format(moment));

  /**
   * @param {Date} moment
   * @param {string} zone
   */
  const differs = (moment, zone) =>
    format(moment, { ...DATE, ...TIME }, zone) !== format(moment, { ...DATE, ...TIME });

  /**
   * @param {Date} moment
   * @param {string} zone
   */
  const dayShift = (moment, zone) => {
    const days = Math.round((dayOf(moment) - dayOf(moment, zone)) / 86_400_000);
    if (!days) return "";
    /** @type {Intl.NumberFormatOptions} */
    const style = { style: "unit", unit: "day", unitDisplay: "long", signDisplay: "always" };
    return ` (${new Intl.NumberFormat(root.lang, style).format(days)})`;
  };

  /**
   * The weekday marks an end that is on another day than the start.
   * @param {Date} start
   * @param {string} [isoEnd]
   */
  const endText = (start, isoEnd) => {
    if (!isoEnd) return "";
    const end = new Date(isoEnd);
    const isSameDay = dayOf(start) === dayOf(end);
    return `–${format(end, isSameDay ? TIME : { ...TIME, weekday: "short" })}`;
  };

  /**
   * @param {HTMLElement} element
   * @param {string} zone
   */
  const textFor = ({ dataset }, zone) => {
    const start = new Date(dataset.ownStart ?? "");
    if (!differs(start, zone)) return "";
    const time = format(start, TIME) + endText(start, dataset.ownEnd) + dayShift(start, zone);
    return (dataset.ownWords ?? "").replace("%s", time);
  };

  document.addEventListener("htmx:load", () => {
    const { zone } = root.dataset;
    if (!zone) return;
    /** @type {NodeListOf<HTMLElement>} */
    const times = document.querySelectorAll("[data-own-start]:empty");
    for (const element of times) element.textContent = textFor(element, zone);
  });
})();
