import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pictureOf } from "../src/reaction_pictures.js";

const template = new URL("../../../templates/workshops/room/_reactions.html", import.meta.url);

test("what is no reaction has no picture", () => {
  for (const name of ["", "constructor", "__proto__", "👏", "Clap", "<b>"])
    assert.equal(pictureOf(name), "");
});

test("each button of the page shows the picture that it sends", () => {
  const html = readFileSync(template, "utf8");
  const buttons = [...html.matchAll(/data-reaction="([\w-]+)"[^>]*>([^<]+)</g)];
  assert.equal(buttons.length, 6);
  for (const [, name = "", picture] of buttons) assert.equal(pictureOf(name), picture);
});
