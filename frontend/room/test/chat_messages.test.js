import assert from "node:assert/strict";
import { test } from "node:test";
import { added, decode, doubted, encode, marked } from "../src/chat_messages.js";

test("a line travels with its id and comes back as it was", () => {
  const text = encode({ id: "1", text: "<b>hi</b>" });
  assert.deepEqual(decode({ text, senderId: "ada", at: 5 }), {
    id: "ada/1",
    ownId: "1",
    text: "<b>hi</b>",
  });
});

test("a line that the service would cut is not sent", () => {
  assert.equal(encode({ id: "1", text: "x".repeat(1001) }), "");
  assert.equal(encode({ id: "1", text: "€".repeat(1000) }), "");
});

test("plain text, or JSON of somebody else's making, is a line too", () => {
  assert.deepEqual(decode({ text: "hello", senderId: "bot", at: 5 }), {
    id: "bot/5",
    ownId: "5",
    text: "hello",
  });
  assert.deepEqual(decode({ text: '{"a":1}', senderId: "bot", at: 5 }), {
    id: "bot/5",
    ownId: "5",
    text: '{"a":1}',
  });
  assert.deepEqual(decode({ text: "null", senderId: "bot", at: 5 }), {
    id: "bot/5",
    ownId: "5",
    text: "null",
  });
});

test("nobody can swallow another's line by using its id", () => {
  const one = decode({ text: encode({ id: "1", text: "mine" }), senderId: "ada", at: 1 });
  const other = decode({ text: encode({ id: "1", text: "theirs" }), senderId: "eve", at: 2 });
  assert.equal(added(added([], one), other).length, 2);
});

test("a line that comes again after a reconnect is there once", () => {
  const lines = added([], { id: "ada/1" });
  assert.equal(added(lines, { id: "ada/1" }), lines);
});

test("only the line that was not taken in is marked", () => {
  const lines = marked([{ id: "1" }, { id: "2" }], "2", "throttled");
  assert.deepEqual(lines, [{ id: "1" }, { id: "2", status: "throttled" }]);
});

test("after a break one's own newest lines are doubtful, older ones and others' are not", () => {
  const lines = [
    { id: "old", mine: true, status: "sent", at: 0 },
    { id: "new", mine: true, status: "sent", at: 395_000 },
    { id: "theirs", mine: false, at: 399_000 },
  ];
  assert.deepEqual(
    doubted(lines, 400_000).map(({ status }) => status),
    ["sent", "doubtful", undefined],
  );
});
