/*
 * Adds the reader's own time to every [data-own-start] when it differs from the event's, with
 * "+1 day" where their day is another. Without it the event's time and zone stand alone.
 */
(() => {
  const root = document.documentElement;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const day = { year: "numeric", month: "2-digit", day: "2-digit" };
  const format = (moment, options, timeZone) =>
    new Intl.DateTimeFormat(root.lang, { ...options, timeZone }).format(moment);

  // en-CA writes ISO dates, which Date reads as days in UTC: their distance is whole days.
  const dayOf = (moment, timeZone) =>
    Date.parse(new Intl.DateTimeFormat("en-CA", { ...day, timeZone }).format(moment));

  const differs = (moment, zone) =>
    format(moment, { ...day, ...clock }, zone) !== format(moment, { ...day, ...clock });

  const dayShift = (moment, zone) => {
    const days = Math.round((dayOf(moment) - dayOf(moment, zone)) / 86_400_000);
    if (!days) return "";
    const style = { style: "unit", unit: "day", unitDisplay: "long", signDisplay: "always" };
    return ` (${new Intl.NumberFormat(root.lang, style).format(days)})`;
  };

  // The weekday tells an end on another day than the start.
  const endFor = (start, text) => {
    if (!text) return "";
    const end = new Date(text);
    const options = dayOf(start) === dayOf(end) ? clock : { ...clock, weekday: "short" };
    return `–${format(end, options)}`;
  };

  const textFor = ({ dataset }, zone) => {
    const start = new Date(dataset.ownStart);
    if (!differs(start, zone)) return "";
    const time = format(start, clock) + endFor(start, dataset.ownEnd) + dayShift(start, zone);
    return dataset.ownWords.replace("%s", time);
  };

  document.addEventListener("htmx:load", () => {
    const zone = root.dataset.zone;
    if (!zone) return;
    for (const element of document.querySelectorAll("[data-own-start]:empty")) {
      element.textContent = textFor(element, zone);
    }
  });
})();
