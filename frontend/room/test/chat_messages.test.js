import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode, withDoubts, withLine, withStatus } from "../src/chat_messages.js";

test("a line travels with its id and comes back as it was", () => {
  const text = encode({ id: "1", text: "<b>hi</b>" });
  assert.deepEqual(decode({ text, senderId: "ada", at: 5 }), {
    id: "ada/1",
    ownId: "1",
    text: "<b>hi</b>",
  });
});

test("a line too long for the service is not sent", () => {
  assert.equal(encode({ id: "1", text: "x".repeat(1001) }), "");
  assert.equal(encode({ id: "1", text: "€".repeat(1000) }), "");
});

test("plain text, or JSON in another shape, is a line too", () => {
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
  assert.equal(withLine(withLine([], one), other).length, 2);
});

test("a line that is received again after a reconnect appears once", () => {
  const lines = withLine([], { id: "ada/1" });
  assert.equal(withLine(lines, { id: "ada/1" }), lines);
});

test("only the line that was throttled gets that status", () => {
  const lines = withStatus([{ id: "1" }, { id: "2" }], "2", "throttled");
  assert.deepEqual(lines, [{ id: "1" }, { id: "2", status: "throttled" }]);
});

test("after a break, one's own newest lines are doubtful, but older ones and those of others are not", () => {
  const lines = [
    { id: "old", mine: true, status: "sent", at: 0 },
    { id: "new", mine: true, status: "sent", at: 395_000 },
    { id: "theirs", mine: false, at: 399_000 },
  ];
  assert.deepEqual(
    withDoubts(lines, 400_000).map(({ status }) => status),
    ["sent", "doubtful", undefined],
  );
});
