import assert from "node:assert/strict";
import { test } from "node:test";
import { withLinks } from "../src/chat_links.js";

/** @param {string} text */
const urls = (text) =>
  withLinks(text)
    .map(({ url }) => url)
    .filter(Boolean);
/** @param {string} text */
const joined = (text) =>
  withLinks(text)
    .map((part) => part.text)
    .join("");

test("an https address is a link, without the full stop of the sentence", () => {
  assert.deepEqual(withLinks("See https://example.org/a?b=c. Then go on"), [
    { text: "See ", url: "" },
    { text: "https://example.org/a?b=c", url: "https://example.org/a?b=c" },
    { text: ". Then go on", url: "" },
  ]);
});

test("no other scheme and no user name makes a link", () => {
  const others = [
    "http://example.org",
    "javascript:alert(1)",
    "data:text/html,hello",
    "https://bank.example@other.example/",
    "https://",
    "https://%",
  ];
  assert.deepEqual(others.flatMap(urls), []);
});

test("the text is never changed", () => {
  const text = 'a https://x.example/<b>"c"</b> (https://y.example/), https://bank@z.example end';
  assert.equal(joined(text), text);
});
