// Draws at most ten times a second, however often something changes: 250 people speak all the time.

const PAUSE_MS = 100;

/**
 * A function that runs `draw` once, a tenth of a second after the first call since the last run.
 */
export function soon(draw) {
  let timer = 0;
  return () => {
    timer ||= setTimeout(() => {
      timer = 0;
      draw();
    }, PAUSE_MS);
  };
}
