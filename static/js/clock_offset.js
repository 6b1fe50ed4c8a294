/*
 * Measures how far the device's clock is from the portal's, for every countdown, and shows a
 * notice if it is more than a minute. The difference stands on the html element, in milliseconds:
 * data-clock-offset. Without this script, countdowns follow the device's clock and no notice
 * appears.
 */
(() => {
  const NOTICE_FROM_MS = 60_000;
  /** @type {[string, number][]} Units and their length in minutes. */
  const UNITS = [
    ["year", 525_600],
    ["day", 1440],
    ["hour", 60],
    ["minute", 1],
  ];
  const root = document.documentElement;

  /**
   * The length of time in words, in the largest unit of which there are at least two: a clock
   * without a battery is years off.
   * @param {number} milliseconds
   */
  const duration = (milliseconds) => {
    const minutes = milliseconds / 60_000;
    const [unit, size] = UNITS.find(([, length]) => minutes >= 2 * length) ?? ["minute", 1];
    return new Intl.NumberFormat(root.lang, { style: "unit", unit, unitDisplay: "long" }).format(
      Math.round(minutes / size),
    );
  };

  /** @param {number} offset in milliseconds */
  const updateNotice = (offset) => {
    const notice = document.getElementById("clock-notice");
    const words = notice?.querySelector("[data-words]");
    if (!notice || !words) return;
    notice.hidden = Math.abs(offset) < NOTICE_FROM_MS;
    const { slow = "", fast = "" } = notice.dataset;
    words.textContent = (offset > 0 ? slow : fast).replace("%s", duration(Math.abs(offset)));
  };

  /**
   * @param {number} serverNow in seconds since 1970
   * @param {number} deviceNow in milliseconds since 1970
   */
  const setOffset = (serverNow, deviceNow) => {
    const offset = Math.round(serverNow * 1000 - deviceNow);
    if (!Number.isFinite(offset)) return;
    root.dataset.clockOffset = String(offset);
    updateNotice(offset);
  };

  // The server wrote its time into the page when the first byte came, which may be long before
  // this line runs.
  const [page] = /** @type {PerformanceNavigationTiming[]} */ (
    performance.getEntriesByType("navigation")
  );
  const firstByteAt = Date.now() - performance.now() + (page?.responseStart ?? 0);
  setOffset(Number(root.dataset.serverNow || Number.NaN), firstByteAt);

  document.addEventListener("looked", (event) => setOffset(event.detail.now, Date.now()));
})();
