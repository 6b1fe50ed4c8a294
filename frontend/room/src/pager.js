// The buttons that turn the pages of pictures.

import { part, setText, show } from "./dom.js";
import { translate } from "./strings.js";

/** @import { Layout } from "./grid_layout.js" */

/** @param {(by: number) => void} turn gets -1 or 1 */
export function startPager(turn) {
  part("page-back").addEventListener("click", () => turn(-1));
  part("page-on").addEventListener("click", () => turn(1));
}

/** @param {Layout} layout */
export function renderPager({ page, pages }) {
  show(part("pager"), pages > 1);
  setText(part("page-number"), translate("page-of", { page: page + 1, pages }));
  part("page-back").setAttribute("aria-disabled", String(page === 0));
  part("page-on").setAttribute("aria-disabled", String(page === pages - 1));
}
