// Limits rendering to ten times a second, however often something changes: with 250 people in a
// room, somebody speaks all the time.

const INTERVAL_MS = 100;

/**
 * A function that runs `render` once, a tenth of a second after the first call since the last run.
 * @param {() => void} render
 */
export function throttle(render) {
  let isScheduled = false;
  return () => {
    if (isScheduled) return;
    isScheduled = true;
    setTimeout(() => {
      isScheduled = false;
      render();
    }, INTERVAL_MS);
  };
}
