/*
 * Writes "opens in 4 minutes" into every [data-countdown] and keeps it true, on the portal's clock.
 * It counts down to the first of data-opens, data-starts and data-ends that is still to come.
 * Without this script, the times of day stand alone.
 */
(() => {
  const MOMENTS = ["opens", "starts", "ends"];
  /** @type {[Intl.RelativeTimeFormatUnit, number][]} Units and their length in seconds. */
  const UNITS = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
    ["second", 1],
  ];
  const root = document.documentElement;
  const now = () => Date.now() + Number(root.dataset.clockOffset || 0);
  const relative = new Intl.RelativeTimeFormat(root.lang, { numeric: "always" });

  /** @param {number} seconds */
  const relativeTime = (seconds) => {
    // A unit is used from two of it on: "in 90 minutes" says more than "in 1 hour".
    const [unit, size] = UNITS.find(([, length]) => seconds >= 2 * length) ?? ["second", 1];
    return relative.format(Math.ceil(seconds / size), unit);
  };

  /** @param {HTMLElement} element */
  const textFor = ({ dataset }) => {
    const moment = MOMENTS.find((name) => Date.parse(dataset[name] ?? "") > now());
    if (!moment) return "";
    const seconds = Math.ceil((Date.parse(dataset[moment] ?? "") - now()) / 1000);
    return (dataset[`${moment}Words`] ?? "").replace("%s", relativeTime(seconds));
  };

  const tick = () => {
    /** @type {NodeListOf<HTMLElement>} */
    const countdowns = document.querySelectorAll("[data-countdown]");
    for (const element of countdowns) {
      const text = textFor(element);
      if (element.textContent !== text) element.textContent = text;
    }
  };

  setInterval(tick, 1000);
  document.addEventListener("htmx:load", tick);
  document.addEventListener("visibilitychange", tick);
})();
