/*
 * Knows how far the device's clock is from the portal's, for every countdown, and says so when it
 * is more than a minute. Without it countdowns go by the device's clock and nothing is said.
 * The difference stands on the html element, in milliseconds: data-clock-offset.
 */
(() => {
  const WORTH_SAYING = 60_000;
  const UNITS = [
    ["year", 525_600],
    ["day", 1440],
    ["hour", 60],
    ["minute", 1],
  ]; // in minutes
  const root = document.documentElement;

  // In the largest unit of which there are at least two: a clock without a battery is years off.
  const duration = (milliseconds) => {
    const minutes = milliseconds / 60_000;
    const [unit, size] = UNITS.find(([, each]) => minutes >= 2 * each) ?? UNITS.at(-1);
    const count = Math.round(minutes / size);
    const style = { style: "unit", unit, unitDisplay: "long" };
    return new Intl.NumberFormat(root.lang, style).format(count);
  };

  const tell = (offset) => {
    const notice = document.getElementById("clock-notice");
    if (!notice) return;
    notice.hidden = Math.abs(offset) < WORTH_SAYING;
    const words = offset > 0 ? notice.dataset.slow : notice.dataset.fast;
    notice.querySelector("[data-words]").textContent = words.replace(
      "%s",
      duration(Math.abs(offset)),
    );
  };

  const set = (serverNow, deviceNow) => {
    const offset = Math.round(serverNow * 1000 - deviceNow);
    if (!Number.isFinite(offset)) return;
    root.dataset.clockOffset = offset;
    tell(offset);
  };

  // The page was written when its first byte came, which may be long before this line runs.
  const [page] = performance.getEntriesByType("navigation");
  set(
    Number(root.dataset.serverNow || NaN),
    Date.now() - performance.now() + (page?.responseStart ?? 0),
  );

  document.addEventListener("looked", (event) => set(event.detail.now, Date.now()));
})();
