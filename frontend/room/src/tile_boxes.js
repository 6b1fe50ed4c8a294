// Where the tiles stand, and how large they are, in CSS pixels. Pure.

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

const GAP = 6;
// A picture in a tile is cropped, so a tile may be narrower than the camera's 16:9; one of this
// shape shows most of a face.
const SHAPE = 4 / 3;

/**
 * The number of columns with the largest tiles: all numbers are tried.
 * @param {number} count
 * @param {number} width
 * @param {number} height
 */
export function bestColumns(count, width, height) {
  /** @param {number} columns */
  const size = (columns) => Math.min(width / columns / SHAPE, height / Math.ceil(count / columns));
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return numbers.reduce((best, columns) => (size(columns) > size(best) ? columns : best), 1);
}

/**
 * The boxes of `count` tiles that fill the area; those of the last row are wider.
 * @param {number} count
 * @param {number} width
 * @param {number} height
 * @returns {Box[]}
 */
export function gridBoxes(count, width, height) {
  const columns = bestColumns(count, width, height);
  const rows = Math.ceil(count / columns);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const across = slice(index % columns, inRow, width);
    const down = slice(row, rows, height);
    return { x: across.from, y: down.from, width: across.length, height: down.length };
  });
}

/**
 * The boxes of `count` tiles in a strip along the longer side of the area, from its start.
 * @param {number} count
 * @param {number} width
 * @param {number} height
 * @returns {Box[]}
 */
export function stripBoxes(count, width, height) {
  const isColumn = height > width;
  const preferred = isColumn ? width / SHAPE : height * SHAPE;
  const total = Math.min(isColumn ? height : width, count * (preferred + GAP) - GAP);
  return Array.from({ length: count }, (_, index) => {
    const { from, length } = slice(index, count, total);
    if (isColumn) return { x: 0, y: from, width, height: length };
    return { x: from, y: 0, width: length, height };
  });
}

/**
 * The part `index` of `count` equal parts of `total`, with gaps between them.
 * @param {number} index
 * @param {number} count
 * @param {number} total
 */
function slice(index, count, total) {
  const length = (total - (count - 1) * GAP) / count;
  const from = Math.round(index * (length + GAP));
  return { from, length: Math.round(index * (length + GAP) + length) - from };
}
