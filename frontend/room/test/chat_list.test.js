import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { withLine } from "../src/chat_messages.js";

/** @import { ChatLine } from "../src/chat_messages.js" */

// The little of a page that the list of lines needs.
class Row {
  dataset = {};
  textContent = "";
  hidden = true;
  /** @type {Map<string, Row>} */
  parts = new Map();

  /** @param {string} selector */
  querySelector(selector) {
    const found = this.parts.get(selector) ?? new Row();
    this.parts.set(selector, found);
    return found;
  }

  addEventListener() {}

  /** @param {string[]} texts */
  append(...texts) {
    this.textContent += texts.join("");
  }

  remove() {
    rows.splice(rows.indexOf(this), 1);
  }
}

/** @type {Row[]} */
const rows = [];
const list = {
  scrollTop: 0,
  scrollHeight: 0,
  clientHeight: 0,
  /** @param {Row} row */
  appendChild(row) {
    rows.push(row);
    return row;
  },
};
const firstElementChild = { cloneNode: () => new Row() };
const template = { content: { firstElementChild, querySelectorAll: () => [] } };
const found = new Map([['[data-part="chat-lines"]', list]]);
const root = {
  querySelector: (/** @type {string} */ selector) => found.get(selector) ?? template,
};
Object.assign(globalThis, {
  document: { getElementById: () => root, documentElement: { lang: "en" } },
});
const { ChatList } = await import(new URL("../src/chat_list.js", import.meta.url).href);

const texts = () => rows.map((row) => row.querySelector('[data-line="text"]').textContent);
const line = (/** @type {number} */ n) => ({ id: `id${n}`, text: `text ${n}`, mine: false, at: n });
const many = (/** @type {number} */ count) => Array.from({ length: count }, (_, n) => line(n));

beforeEach(() => {
  rows.length = 0;
});

test("a long meeting leaves 500 rows in the page, the newest in their order", () => {
  const chat = new ChatList(() => {});
  /**
   * @param {ChatLine[]} lines
   * @param {ChatLine} added
   */
  const withShown = (lines, added) => {
    const stored = withLine(lines, added);
    chat.render(stored, () => "Ben");
    return stored;
  };

  many(1200).reduce(withShown, /** @type {ChatLine[]} */ ([]));

  assert.equal(rows.length, 500);
  assert.equal(chat.rows.size, 500);
  assert.deepEqual([texts()[0], texts().at(-1)], ["text 700", "text 1199"]);
});

test("rows that stay are the same elements, so what is focused or selected in them stays", () => {
  const chat = new ChatList(() => {});
  chat.render(many(3), () => "Ben");
  const [, second, third] = rows;

  chat.render([line(1), line(2), line(3)], () => "Ben");

  assert.deepEqual(texts(), ["text 1", "text 2", "text 3"]);
  assert.equal(rows[0], second);
  assert.equal(rows[1], third);
});
