/*
 * Writes "opens in 4 minutes" into every [data-countdown] and keeps it true, on the portal's clock.
 * It counts to the first of data-opens, data-starts, data-ends that is still to come. Without it
 * the times of day stand alone.
 */
(() => {
  const MOMENTS = ["opens", "starts", "ends"];
  const STEPS = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
    ["second", 1],
  ];
  const now = () => Date.now() + Number(document.documentElement.dataset.clockOffset || 0);
  const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, {
    numeric: "always",
  });

  const inWords = (seconds) => {
    // From two of a unit on: "in 90 minutes" says more than "in 1 hour".
    const [unit, size] = STEPS.find(([, length]) => seconds >= 2 * length) ?? STEPS.at(-1);
    return relative.format(Math.ceil(seconds / size), unit);
  };

  const textFor = ({ dataset }) => {
    const moment = MOMENTS.find((name) => dataset[name] && Date.parse(dataset[name]) > now());
    if (!moment) return "";
    const seconds = Math.ceil((Date.parse(dataset[moment]) - now()) / 1000);
    return dataset[`${moment}Words`].replace("%s", inWords(seconds));
  };

  const tick = () => {
    for (const element of document.querySelectorAll("[data-countdown]")) {
      const text = textFor(element);
      if (element.textContent !== text) element.textContent = text;
    }
  };

  setInterval(tick, 1000);
  document.addEventListener("htmx:load", tick);
  document.addEventListener("visibilitychange", tick);
})();
