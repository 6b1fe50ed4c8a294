// A request that the portal asks to make again, since another one of the attendee is under way.

const MAX_REPEATS = 2;
const MAX_WAIT_SECONDS = 5;

/**
 * @typedef {object} Answer the part of a Response that says whether to repeat the request
 * @property {number} status
 * @property {{ get: (name: string) => string | null }} headers
 */

/**
 * The answer to the last request: `send` is called again while a 202 names a short Retry-After, at
 * most MAX_REPEATS times.
 * @template {Answer} T
 * @param {() => Promise<T>} send
 * @returns {Promise<T>}
 */
export async function repeatWhileAsked(send) {
  let answer = await send();
  for (let repeats = 0; repeats < MAX_REPEATS && secondsToWait(answer) > 0; repeats += 1) {
    await pause(secondsToWait(answer));
    answer = await send();
  }
  return answer;
}

/**
 * How long the portal asks to wait before the same request; 0: it does not ask for another.
 * @param {Answer} answer
 */
function secondsToWait({ status, headers }) {
  const seconds = status === 202 ? Number(headers.get("Retry-After")) : 0;
  return seconds > 0 && seconds <= MAX_WAIT_SECONDS ? seconds : 0;
}

/**
 * @param {number} seconds
 * @returns {Promise<void>}
 */
function pause(seconds) {
  return new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
}
