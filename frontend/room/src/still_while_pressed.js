// A tile that is moved while its button is pressed would lose the press: the browser sends a click
// only if the pointer goes up where it went down.

const HOLD_MS = 500; // longer than most presses; who holds longer sees the tiles move

/**
 * `render`, but not while a pointer has just gone down on `element`: then a moment later, once.
 * @param {EventTarget} element
 * @param {() => void} render
 * @returns {() => void}
 */
export function stillWhilePressed(element, render) {
  let heldUntil = 0;
  let isWaiting = false;
  element.addEventListener("pointerdown", () => {
    heldUntil = performance.now() + HOLD_MS;
  });
  const renderOrWait = () => {
    const left = heldUntil - performance.now();
    if (left <= 0) render();
    else if (!isWaiting) {
      isWaiting = true;
      setTimeout(() => {
        isWaiting = false;
        renderOrWait();
      }, left);
    }
  };
  return renderOrWait;
}
