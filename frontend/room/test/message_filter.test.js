import assert from "node:assert/strict";
import { test } from "node:test";
import { RateLimit, ReplayFilter } from "../src/message_filter.js";

/** @param {number} timestampMs */
const message = (timestampMs, senderAttendeeId = "sam", topic = "t") => ({
  senderAttendeeId,
  timestampMs,
  topic,
});

test("what has come before is a replay", () => {
  const filter = new ReplayFilter();
  assert.equal(filter.isNew(message(1), "a"), true);
  assert.equal(filter.isNew(message(1), "a"), false);
  assert.equal(filter.isNew(message(2), "a"), true);
  assert.equal(filter.isNew(message(1, "eve"), "a"), true);
  assert.equal(filter.isNew(message(1), "b"), true);
  assert.equal(filter.isNew(message(1), "a"), false);
});

test("it remembers a limited number of messages", () => {
  const filter = new ReplayFilter();
  for (let at = 0; at < 10_000; at++) filter.isNew(message(at), "a");
  assert.equal(filter.seen.size, 1024);
  assert.equal(filter.isNew(message(9_999), "a"), false);
});

test("ten messages of one sender are read in five seconds, and others' meanwhile", () => {
  const limit = new RateLimit();
  const admitted = Array.from({ length: 10_000 }, () => limit.admits("sam", 1000));
  assert.equal(admitted.filter(Boolean).length, 10);
  assert.equal(limit.admits("eve", 1000), true);
  assert.equal(limit.admits("sam", 5_999), false);
  assert.equal(limit.admits("sam", 6_000), true);
});

test("it remembers a limited number of senders", () => {
  const limit = new RateLimit();
  for (let number = 0; number < 10_000; number++) limit.admits(`sender-${number}`, 0);
  assert.equal(limit.windows.size, 512);
});
