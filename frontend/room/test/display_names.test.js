import assert from "node:assert/strict";
import { test } from "node:test";
import { initials, nameFor, nameInId, plainName, soundsLike } from "../src/display_names.js";

test("a mail address, a number or a key in the service's id is never shown", () => {
  assert.equal(nameInId("ada@example.org"), "");
  assert.equal(nameInId("48813"), "");
  assert.equal(nameInId("6f1c2b9e-8a34-4f0d-9a51-0f0c7b5d2e11"), "");
  assert.equal(nameInId("abcdef0123456789abcdef"), "");
});

test("an id that reads like a name is shown", () => {
  assert.equal(nameInId("Robin"), "Robin");
  assert.equal(nameInId("Zoë O’Neill-Ruiz"), "Zoë O’Neill-Ruiz");
});

test("the portal's name counts before what somebody says of themselves", () => {
  assert.equal(
    nameFor({ told: "Ada Lovelace", said: "The Organiser", externalId: "7" }),
    "Ada Lovelace",
  );
  assert.equal(nameFor({ told: "", said: "Ben", externalId: "ben@example.org" }), "Ben");
  assert.equal(nameFor({ told: "", said: "", externalId: "ben@example.org" }), "");
});

test("nobody can take the name the portal gave to somebody else", () => {
  const taken = ["Ada Lovelace"];
  assert.equal(nameFor({ told: "", said: "ADA  Lovelace", externalId: "8", taken }), "");
  assert.equal(nameFor({ told: "", said: "Áda Lovelace ", externalId: "8", taken }), "");
  assert.equal(nameFor({ told: "", said: "Ada King", externalId: "8", taken }), "Ada King");
});

test("two names without letters or digits do not sound alike", () => {
  assert.equal(soundsLike("", ""), false);
  assert.equal(soundsLike("1", "2"), false);
});

test("a name is one short line without marks that turn the text around", () => {
  assert.equal(plainName("Ada\n\u202eLovelace\u0007"), "Ada Lovelace");
  assert.equal(plainName("x".repeat(200)).length, 60);
  assert.equal(plainName(undefined), "");
});

test("initials are first and last", () => {
  assert.equal(initials("Ada King Lovelace"), "AL");
  assert.equal(initials("robin"), "R");
  assert.equal(initials(""), "");
});
