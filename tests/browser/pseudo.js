/**
 * What a page shows outside the brackets of the made-up language, of what `exempt` does not match:
 * texts that no translator can translate. Whatever stands inside brackets was translated.
 */
(exempt) => {
  const LETTERS = /[A-Za-z]{2,}/;
  const SPOKEN = ["aria-label", "placeholder", "title", "alt"];
  const copy = document.body.cloneNode(true);
  const exempted = [...copy.querySelectorAll(exempt)].map((each) => each.textContent.trim());
  for (const element of copy.querySelectorAll(`script, style, noscript, ${exempt}`)) element.remove();
  const templates = [...copy.querySelectorAll("template")].map((each) => each.content);
  const roots = [copy, ...templates];
  const spoken = roots.flatMap((root) =>
    [...root.querySelectorAll("*")].flatMap((element) =>
      SPOKEN.map((name) => element.getAttribute(name) ?? ""),
    ),
  );
  const withoutTranslated = (text) => {
    const left = text.replace(/⟦[^⟦⟧]*⟧/g, " ");
    return left === text ? text : withoutTranslated(left);
  };
  // The event's name follows the page's, which may be the workshop's.
  const title = document.title.split(" · ").filter((part) => !exempted.includes(part));
  return [...title, ...spoken, ...roots.map((root) => root.textContent)]
    .flatMap((text) => withoutTranslated(text).split(/\s{2,}|\n/))
    .map((text) => text.trim())
    .filter((text) => LETTERS.test(text));
};
