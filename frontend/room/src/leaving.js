// Asks once before the attendee leaves a meeting: by the button, by Back, and by the browser itself
// before the page is loaded again, closed, or left by a link.

import { part } from "./dom.js";

const ENTRY = "in-meeting";

/**
 * {ask, follow}: `ask()` opens the question, and calls `leave()` if the answer is yes;
 * `follow(isInside)` is told whether the attendee is in a meeting.
 * @param {() => void} leave
 */
export function startLeaving(leave) {
  /** @type {HTMLDialogElement} */
  const question = part("leave-question");
  let isInside = false;
  const ask = () => {
    question.returnValue = "";
    if (!question.open) question.showModal();
  };
  question.addEventListener("close", () => {
    if (question.returnValue === "leave") leave();
  });
  addEventListener("beforeunload", (event) => {
    if (isInside) event.preventDefault();
  });
  addEventListener("popstate", () => {
    if (!isInside) return;
    addEntry();
    ask();
  });
  /** @param {boolean} isNowInside */
  const follow = (isNowInside) => {
    if (isNowInside && !isInside) addEntry();
    if (isInside && !isNowInside) removeEntry(question);
    isInside = isNowInside;
  };
  return { ask, follow };
}

/** An entry in the history that Back takes away before it takes away the page. */
function addEntry() {
  if (history.state !== ENTRY) history.pushState(ENTRY, "");
}

/** @param {HTMLDialogElement} question */
function removeEntry(question) {
  question.close();
  if (history.state === ENTRY) history.back();
}
