import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { stillWhilePressed } from "../src/still_while_pressed.js";

let now = 0;
/** @type {{ at: number, act: () => void }[]} */
let timers = [];

beforeEach(() => {
  now = 1_000;
  timers = [];
  mock.method(performance, "now", () => now);
  mock.method(globalThis, "setTimeout", (/** @type {() => void} */ act, /** @type {number} */ ms) =>
    timers.push({ at: now + ms, act }),
  );
});
afterEach(() => mock.restoreAll());

/** @param {number} ms */
function pass(ms) {
  now += ms;
  const due = timers.filter(({ at }) => at <= now);
  timers = timers.filter(({ at }) => at > now);
  for (const { act } of due) act();
}

function stage() {
  const element = new EventTarget();
  const rendered = { times: 0 };
  const render = stillWhilePressed(element, () => {
    rendered.times += 1;
  });
  return { rendered, render, press: () => element.dispatchEvent(new Event("pointerdown")) };
}

test("what nobody presses is rendered at once", () => {
  const { rendered, render } = stage();
  render();
  assert.equal(rendered.times, 1);
});

test("what is pressed stays as it is, and is rendered once when the press is over", () => {
  const { rendered, render, press } = stage();
  press();
  render();
  render();
  pass(499);
  assert.equal(rendered.times, 0);
  pass(1);
  assert.equal(rendered.times, 1);
});

test("a second press holds it longer", () => {
  const { rendered, render, press } = stage();
  press();
  render();
  pass(300);
  press();
  pass(200);
  assert.equal(rendered.times, 0);
  pass(300);
  assert.equal(rendered.times, 1);
});
