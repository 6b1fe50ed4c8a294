// The room's words, written and translated in the page's template.

import { part } from "./dom.js";

const texts = new Map(
  [...part("words", "template").content.querySelectorAll("[data-word]")].map((element) => [
    element.dataset.word,
    element.textContent.trim(),
  ]),
);

/** The sentence called `name`, its {places} filled from `values`. */
export function word(name, values = {}) {
  return (texts.get(name) ?? name).replace(/\{(\w+)\}/g, (_whole, place) =>
    String(values[place] ?? ""),
  );
}

/** "Ada", "Ada, Ben", "Ada, Ben and 3 more". */
export function listed(names) {
  const first = names.slice(0, 2).join(", ");
  return names.length > 2 ? word("and-more", { names: first, count: names.length - 2 }) : first;
}
