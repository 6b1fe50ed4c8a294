/*
 * Knows how far the device's clock is from the portal's, for every countdown, and says so when it
 * is more than a minute. Without it countdowns go by the device's clock and nothing is said.
 * The difference stands on the html element, in milliseconds: data-clock-offset.
 */
(() => {
  const WORTH_SAYING = 60_000;
  const root = document.documentElement;

  const duration = (milliseconds) => {
    const minutes = Math.round(milliseconds / 60_000);
    const [count, unit] = minutes < 120 ? [minutes, "minute"] : [Math.round(minutes / 60), "hour"];
    const style = { style: "unit", unit, unitDisplay: "long" };
    return new Intl.NumberFormat(root.lang, style).format(count);
  };

  const tell = (offset) => {
    const notice = document.getElementById("clock-notice");
    if (!notice) return;
    notice.hidden = Math.abs(offset) < WORTH_SAYING;
    const words = offset > 0 ? notice.dataset.slow : notice.dataset.fast;
    notice.querySelector("[data-words]").textContent = words.replace("%s", duration(Math.abs(offset)));
  };

  const set = (serverNow, deviceNow) => {
    const offset = Math.round(serverNow * 1000 - deviceNow);
    if (!Number.isFinite(offset)) return;
    root.dataset.clockOffset = offset;
    tell(offset);
  };

  // The page was written when its first byte came, which may be long before this line runs.
  const [page] = performance.getEntriesByType("navigation");
  set(Number(root.dataset.serverNow || NaN), performance.timeOrigin + (page?.responseStart ?? 0));

  document.addEventListener("looked", (event) => set(event.detail.now, Date.now()));
})();
