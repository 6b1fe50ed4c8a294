/// <reference lib="dom" />
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { deviceName, loadLines, saveLines } from "../src/tab_store.js";

/** @type {Record<string, string>} */
let stored = {};

// The methods of a browser's storage do not show among its keys.
const methods = {
  getItem: (/** @type {string} */ key) => stored[key] ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => {
    stored[key] = value;
  },
  removeItem: (/** @type {string} */ key) => delete stored[key],
};

beforeEach(() => {
  stored = {};
  global.sessionStorage = /** @type {any} */ (
    new Proxy(methods, { ownKeys: () => Object.keys(stored), getOwnPropertyDescriptor })
  );
});

function getOwnPropertyDescriptor() {
  return { enumerable: true, configurable: true };
}

const LINE = { id: "ada/1", text: "hello" };

test("a tab keeps its name over a reload", () => {
  assert.equal(deviceName(), deviceName());
});

test("the lines of a visit come back", () => {
  saveLines("one", [LINE]);
  assert.deepEqual(loadLines("one"), [LINE]);
});

test("the lines of another visit are neither shown nor kept", () => {
  saveLines("one", [LINE]);
  assert.deepEqual(loadLines("other"), []);
  assert.deepEqual(loadLines("one"), []);
});

test("only the latest lines are stored, and nothing that is too large", () => {
  saveLines(
    "one",
    Array.from({ length: 300 }, (_, number) => ({ id: String(number), text: "x" })),
  );
  assert.equal(loadLines("one").length, 200);
  assert.equal(loadLines("one").at(-1)?.id, "299");
  saveLines("one", [{ id: "1", text: "x".repeat(300_000) }]);
  assert.equal(loadLines("one").length, 200);
});

test("what is not lines counts as none", () => {
  for (const text of ["{", "null", "{}", '[null, 1, {"id": 1, "text": "a"}, {"id": "a"}]']) {
    stored["portal-chat:one"] = text;
    assert.deepEqual(loadLines("one"), []);
  }
});

test("without storage a tab has a name and no lines", () => {
  global.sessionStorage = /** @type {any} */ (undefined);
  saveLines("one", [LINE]);
  assert.deepEqual(loadLines("one"), []);
  assert.match(deviceName(), /^[0-9a-f-]{36}$/);
});
