// Puts tiles into their lists and boxes. They are moved by transforms: a tile that makes room for
// another one is no shift of the page's layout.

import { part, show } from "./dom.js";
import { gridBoxes, stripBoxes } from "./tile_boxes.js";

/**
 * @import { Box } from "./tile_boxes.js"
 * @import { Layout } from "./grid_layout.js"
 */

/**
 * Puts the tiles of `layout` into the lists `large`, `small` and `corner`.
 * @param {Layout} layout
 * @param {(id: string) => HTMLElement} tileFor
 */
export function placeTiles({ large, small, corner }, tileFor) {
  const areas = { large: large ? [large] : [], small, corner: corner ? [corner] : [] };
  for (const [name, ids] of Object.entries(areas)) {
    const list = part(name);
    show(list, ids.length > 0);
    for (const [index, id] of ids.entries()) placeAt(list, index, tileFor(id));
  }
  for (const name of Object.keys(areas)) fitTiles(name, Boolean(large));
}

/**
 * It is moved only if it must be: a video that leaves the page for a moment stops.
 * @param {HTMLElement} list
 * @param {number} index
 * @param {HTMLElement} tile
 */
function placeAt(list, index, tile) {
  if (list.children[index] !== tile) list.insertBefore(tile, list.children[index] ?? null);
}

/**
 * @param {string} name
 * @param {boolean} hasLarge
 */
function fitTiles(name, hasLarge) {
  const list = part(name);
  const { clientWidth, clientHeight } = list;
  const boxesFor = name === "small" && hasLarge ? stripBoxes : gridBoxes;
  const tiles = /** @type {HTMLElement[]} */ ([...list.children]);
  const boxes = boxesFor(tiles.length, clientWidth, clientHeight);
  for (const [index, tile] of tiles.entries()) setBox(tile, boxes[index]);
}

/**
 * @param {HTMLElement} tile
 * @param {Box | undefined} box
 */
function setBox({ style }, box) {
  if (!box) return;
  style.transform = `translate(${box.x}px, ${box.y}px)`;
  style.inlineSize = `${box.width}px`;
  style.blockSize = `${box.height}px`;
}
