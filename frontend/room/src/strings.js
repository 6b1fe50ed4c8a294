// The sentences that the room's script says; the page's template holds them, translated.

import { part } from "./dom.js";

/** @type {HTMLTemplateElement} */
const template = part("words", "template");
const sentences = new Map(
  /** @type {HTMLElement[]} */ ([...template.content.querySelectorAll("[data-word]")]).map(
    (element) => [element.dataset.word, element.textContent?.trim() ?? ""],
  ),
);

/**
 * The sentence called `name`, with its {places} filled from `values`.
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 */
export function translate(name, values = {}) {
  return (sentences.get(name) ?? name).replace(/\{(\w+)\}/g, (_whole, place) =>
    String(values[place] ?? ""),
  );
}

/**
 * "Ada", "Ada, Ben" or "Ada, Ben and 3 more".
 * @param {string[]} names
 */
export function joinNames(names) {
  const first = names.slice(0, 2).join(", ");
  if (names.length <= 2) return first;
  return translate("and-more", { names: first, count: names.length - 2 });
}
