import assert from "node:assert/strict";
import { test } from "node:test";
import { bestColumns, gridBoxes, stripBoxes } from "../src/tile_boxes.js";

const STAGES = [
  { name: "a laptop", width: 1272, height: 696 },
  { name: "a tablet", width: 760, height: 924 },
  { name: "a phone", width: 382, height: 748 },
  { name: "a phone held sideways", width: 836, height: 294 },
  { name: "a small phone", width: 312, height: 472 },
];
const COUNTS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** @param {{ width: number, height: number }} box */
const area = ({ width, height }) => width * height;
/** @param {{ width: number, height: number }[]} boxes */
const total = (boxes) => boxes.reduce((sum, box) => sum + area(box), 0);

for (const { name, width, height } of STAGES) {
  test(`one to nine tiles fill ${name}`, () => {
    const filled = COUNTS.map((count) => total(gridBoxes(count, width, height)) / (width * height));
    assert.deepEqual(
      filled.filter((part) => part < 0.9 || part > 1),
      [],
    );
  });

  test(`no tile leaves ${name}`, () => {
    const boxes = COUNTS.flatMap((count) => gridBoxes(count, width, height));
    const outside = boxes.filter(
      (box) => box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height,
    );
    assert.deepEqual(outside, []);
  });
}

test("the columns with the largest tiles are taken", () => {
  const [laptop, , phone, sideways] = STAGES;
  /** @param {{ width: number, height: number } | undefined} stage */
  const columnsOn = (stage) =>
    [1, 2, 3, 4, 6, 9].map((count) => bestColumns(count, stage?.width ?? 0, stage?.height ?? 0));
  assert.deepEqual(columnsOn(laptop), [1, 2, 2, 2, 3, 3]);
  assert.deepEqual(columnsOn(phone), [1, 1, 1, 1, 2, 2]);
  assert.deepEqual(columnsOn(sideways), [1, 2, 3, 4, 3, 5]);
});

test("the last row is stretched", () => {
  const boxes = gridBoxes(3, 1000, 600);
  assert.equal(boxes[2]?.width, 1000);
  assert.equal(boxes[0]?.width, boxes[1]?.width);
});

test("a strip has tiles of one size, from its start, and never longer than itself", () => {
  const few = stripBoxes(2, 200, 900);
  const many = stripBoxes(9, 200, 900);
  assert.deepEqual(
    few.map(({ y, height }) => [y, height]),
    [
      [0, 150],
      [156, 150],
    ],
  );
  assert.equal((many.at(-1)?.y ?? 0) + (many.at(-1)?.height ?? 0), 900);
});

test("a strip below has its tiles in a row", () => {
  assert.deepEqual(
    stripBoxes(2, 900, 150).map(({ x, y }) => [x, y]),
    [
      [0, 0],
      [206, 0],
    ],
  );
});
