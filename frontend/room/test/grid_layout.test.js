import assert from "node:assert/strict";
import { test } from "node:test";
import { capacity, gridLayout } from "../src/grid_layout.js";

/** @import { Facts, Tiled } from "../src/grid_layout.js" */

const WIDE = { width: 1270, height: 690 };
const PHONE = { width: 382, height: 748 };
const me = { id: "me", isMe: true, camera: true };
/** @param {number} count */
const cameras = (count) =>
  Array.from({ length: count }, (_, at) => ({ id: `c${at + 1}`, isMe: false, camera: true }));
/** @param {number} count */
const withoutCamera = (count) =>
  Array.from({ length: count }, (_, at) => ({ id: `q${at + 1}`, isMe: false, camera: false }));
/**
 * @param {Tiled[]} people
 * @param {Partial<Facts>} [more]
 */
const layout = (people, more = {}) =>
  gridLayout({
    people,
    order: [],
    sharerId: "",
    pinnedId: "",
    speakerId: "",
    largeId: "",
    view: "grid",
    selfView: "tile",
    page: 0,
    ...WIDE,
    ...more,
  });

test("nine others and oneself fit on one page, oneself first", () => {
  const { small, pages } = layout([...cameras(9), me]);
  assert.equal(pages, 1);
  assert.equal(small.length, 10);
  assert.equal(small[0], "me");
});

test("25 cameras fill three pages, each camera on one of them", () => {
  const pages = [0, 1, 2].map((page) => layout(cameras(25), { page }));
  assert.equal(pages[0]?.pages, 3);
  assert.equal(new Set(pages.flatMap(({ small }) => small)).size, 25);
});

test("people without a camera fill the rest of a page and get no page of their own", () => {
  const { small, pages } = layout([...withoutCamera(200), ...cameras(3)]);
  assert.equal(pages, 1);
  assert.equal(small.length, capacity(WIDE.width, WIDE.height).size);
  assert.deepEqual(small.filter((id) => id.startsWith("c")).sort(), ["c1", "c2", "c3"]);
});

test("whoever is here without a camera keeps a place although all others have one", () => {
  const { pages } = layout([{ ...me, camera: false }, ...cameras(12)]);
  assert.equal(pages, 2);
});

test("a page that no longer exists becomes the last one", () => {
  assert.equal(layout(cameras(5), { page: 7 }).page, 0);
  assert.equal(layout(cameras(5), { page: -1 }).page, 0);
});

test("a camera that goes off or on moves nobody who is on the page", () => {
  const before = layout([me, ...cameras(5)]);
  const people = [{ ...me, camera: false }, ...cameras(5)].map((person) =>
    person.id === "c2" ? { ...person, camera: false } : person,
  );
  assert.deepEqual(layout(people, { order: before.order }).small, before.small);
});

test("newcomers come last, and who leaves makes room without a change of order", () => {
  const { order } = layout([me, ...cameras(4)]);
  const people = [...cameras(6).filter(({ id }) => id !== "c2"), me];
  assert.deepEqual(layout(people, { order }).small, ["me", "c1", "c3", "c4", "c5", "c6"]);
});

test("a camera beyond the page changes places with one person without a camera", () => {
  const people = [me, ...withoutCamera(14)];
  const { order, small } = layout(people);
  const withOne = people.map((person) => ({ ...person, camera: person.id === "q14" }));
  const after = layout(withOne, { order }).small;
  assert.deepEqual(after, [...small.slice(0, -1), "q14"]);
});

test("a shared screen is large, and the pinned person comes first beside it", () => {
  const { large, small } = layout([...cameras(6), me], { sharerId: "c2", pinnedId: "c5" });
  assert.equal(large, "c2#content");
  assert.equal(small[0], "c5");
});

test("the pinned person is large and not shown twice", () => {
  const { large, small } = layout(cameras(3), { pinnedId: "c2" });
  assert.equal(large, "c2");
  assert.deepEqual(small, ["c1", "c3"]);
});

test("a pinned person who leaves is no longer large", () => {
  assert.equal(layout(cameras(3), { pinnedId: "gone" }).large, "");
});

test("in the speaker's view the other who spoke last is large, and a pin comes first", () => {
  const people = [me, ...cameras(3)];
  const view = /** @type {const} */ ("speaker");
  assert.equal(layout(people, { view, speakerId: "c3" }).large, "c3");
  assert.equal(layout(people, { view, speakerId: "me", largeId: "c2" }).large, "c2");
  assert.equal(layout(people, { view, speakerId: "c3", pinnedId: "c1" }).large, "c1");
  assert.equal(layout([me], { view, speakerId: "me" }).large, "");
});

test("a speaker on a later page moves to the end of the first, and stays there", () => {
  const { small, order } = layout(cameras(20), { speakerId: "c17" });
  assert.equal(small.at(-1), "c17");
  assert.equal(small.includes("c12"), false);
  assert.deepEqual(layout(cameras(20), { order, speakerId: "c1" }).small, small);
});

test("one's own picture is a tile, in the corner, or nowhere; alone it is always a tile", () => {
  const people = [me, ...cameras(2)];
  const tile = layout(people);
  const small = layout(people, { selfView: "small" });
  const hidden = layout(people, { selfView: "hidden" });
  assert.deepEqual([tile.small, tile.corner], [["me", "c1", "c2"], ""]);
  assert.deepEqual([small.small, small.corner], [["c1", "c2"], "me"]);
  assert.deepEqual([hidden.small, hidden.corner], [["c1", "c2"], ""]);
  assert.deepEqual(layout([me], { selfView: "hidden" }).small, ["me"]);
});

test("a page holds what a stage has room for", () => {
  assert.deepEqual(capacity(WIDE.width, WIDE.height), { size: 12, strip: 6 });
  assert.deepEqual(capacity(PHONE.width, PHONE.height), { size: 12, strip: 3 });
  assert.deepEqual(capacity(312, 472), { size: 8, strip: 2 });
  assert.deepEqual(capacity(300, 150), { size: 2, strip: 2 });
});
