// What is asked again, how often, and what never is.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { repeatWhileAsked } from "../src/repeated_request.js";

const JOINED = answer(200, null);

/**
 * @param {number} status
 * @param {string | null} retryAfter
 */
function answer(status, retryAfter) {
  return { status, headers: { get: () => retryAfter } };
}

/** @param {ReturnType<typeof answer>[]} answers in this order, the last one for ever */
function sender(...answers) {
  const made = { calls: 0 };
  const send = async () => answers[Math.min(made.calls++, answers.length - 1)] ?? JOINED;
  return { made, send };
}

beforeEach(() => {
  mock.method(globalThis, "setTimeout", (/** @type {() => void} */ go) => queueMicrotask(go));
});
afterEach(() => mock.restoreAll());

test("a request that meets another one of the same attendee is made again", async () => {
  const { made, send } = sender(answer(202, "2"), JOINED);

  assert.equal(await repeatWhileAsked(send), JOINED);
  assert.equal(made.calls, 2);
});

test("it is made three times at most", async () => {
  const { made, send } = sender(answer(202, "2"));

  assert.equal((await repeatWhileAsked(send)).status, 202);
  assert.equal(made.calls, 3);
});

for (const last of [answer(202, null), answer(202, "60"), answer(202, "soon"), answer(409, "2")])
  test(`a ${last.status} with Retry-After ${last.headers.get()} is final`, async () => {
    const { made, send } = sender(last, JOINED);

    assert.equal(await repeatWhileAsked(send), last);
    assert.equal(made.calls, 1);
  });
