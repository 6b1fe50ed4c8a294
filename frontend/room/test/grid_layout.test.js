import assert from "node:assert/strict";
import { test } from "node:test";
import { capacity, columns, gridLayout } from "../src/grid_layout.js";

const WIDE = 1100;
const me = { id: "me", isMe: true, camera: true };
/** @param {number} count */
const cameras = (count) =>
  Array.from({ length: count }, (_, at) => ({ id: `c${at + 1}`, isMe: false, camera: true }));
/** @param {number} count */
const withoutCamera = (count) =>
  Array.from({ length: count }, (_, at) => ({ id: `q${at + 1}`, isMe: false, camera: false }));
/**
 * @param {import("../src/grid_layout.js").Tiled[]} people
 * @param {object} [more]
 */
const layout = (people, more = {}) =>
  gridLayout({ people, sharerId: "", pinnedId: "", speakerId: "", page: 0, width: WIDE, ...more });

test("nine others and oneself fit on one page", () => {
  const { small, pages } = layout([...cameras(9), me]);
  assert.equal(pages, 1);
  assert.equal(small.length, 10);
  assert.equal(small[0], "me");
});

test("25 cameras fill three pages, each camera on one of them", () => {
  const pages = [0, 1, 2].map((page) => layout(cameras(25), { page }));
  assert.equal(pages[0].pages, 3);
  assert.equal(new Set(pages.flatMap(({ small }) => small)).size, 25);
});

test("people without a camera fill the rest of a page and get no page of their own", () => {
  const { small, pages } = layout([...cameras(3), ...withoutCamera(200)]);
  assert.equal(pages, 1);
  assert.equal(small.length, capacity(WIDE).size);
  assert.deepEqual(small.slice(0, 4), ["c1", "c2", "c3", "q1"]);
});

test("a page that no longer exists becomes the last one", () => {
  assert.equal(layout(cameras(5), { page: 7 }).page, 0);
  assert.equal(layout(cameras(5), { page: -1 }).page, 0);
});

test("a shared screen is large, and the pinned person comes first beside it", () => {
  const { large, small } = layout([...cameras(6), me], { sharerId: "c2", pinnedId: "c5" });
  assert.equal(large, "c2#content");
  assert.equal(small[0], "c5");
});

test("the pinned person is large and not shown twice", () => {
  const { large, small } = layout([...cameras(3)], { pinnedId: "c2" });
  assert.equal(large, "c2");
  assert.deepEqual(small, ["c1", "c3"]);
});

test("a pinned person who leaves is no longer large", () => {
  assert.equal(layout(cameras(3), { pinnedId: "gone" }).large, "");
});

test("a speaker on a later page moves to the end of the first", () => {
  const { small } = layout(cameras(20), { speakerId: "c17" });
  assert.equal(small.at(-1), "c17");
  assert.equal(small.includes("c12"), false);
});

test("columns never make a tile too small for a phone", () => {
  assert.equal(columns(2, 300), 1);
  assert.equal(columns(4, 300), 2);
  assert.equal(columns(10, WIDE), 4);
  assert.equal(columns(1, WIDE), 1);
});
