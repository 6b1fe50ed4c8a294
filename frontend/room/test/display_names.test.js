import assert from "node:assert/strict";
import { test } from "node:test";
import { displayName, initials, looksLike, nameFromId, plainName } from "../src/display_names.js";

test("a mail address, a number or a key in the service's id is never shown", () => {
  assert.equal(nameFromId("ada@example.org"), "");
  assert.equal(nameFromId("48813"), "");
  assert.equal(nameFromId("6f1c2b9e-8a34-4f0d-9a51-0f0c7b5d2e11"), "");
  assert.equal(nameFromId("abcdef0123456789abcdef"), "");
});

test("an id that reads like a name is shown", () => {
  assert.equal(nameFromId("Robin"), "Robin");
  assert.equal(nameFromId("Zoë O’Neill-Ruiz"), "Zoë O’Neill-Ruiz");
});

/** @param {Partial<Parameters<typeof displayName>[0]>} known */
const nameWith = (known) =>
  displayName({ serviceName: "", portalName: "", ownName: "", externalId: "7", ...known });

test("the service's name comes first, then the portal's, then the one that somebody sends", () => {
  const known = { serviceName: "Ada King", portalName: "Ada Lovelace", ownName: "The Organiser" };
  assert.equal(nameWith(known), "Ada King");
  assert.equal(nameWith({ ...known, serviceName: "" }), "Ada Lovelace");
  assert.equal(nameWith({ ownName: "Ben", externalId: "ben@example.org" }), "Ben");
  assert.equal(nameWith({ externalId: "ben@example.org" }), "");
});

test("the service's name is shown whatever letters it has, but not if it is a mail address", () => {
  assert.equal(nameWith({ serviceName: "Jo 💥 (she/her) @ACME" }), "Jo 💥 (she/her) @ACME");
  assert.equal(nameWith({ serviceName: "ada@example.org", ownName: "Ada" }), "Ada");
});

test("nobody can take a name that was given to somebody else", () => {
  const taken = ["Ada Lovelace"];
  assert.equal(nameWith({ ownName: "ADA  Lovelace", taken }), "");
  assert.equal(nameWith({ ownName: "Áda Lovelace ", taken }), "");
  assert.equal(nameWith({ ownName: "Ada King", taken }), "Ada King");
});

test("two names without letters or digits do not look alike", () => {
  assert.equal(looksLike("", ""), false);
  assert.equal(looksLike("1", "2"), false);
});

test("a name is one short line without marks that change the direction of the text", () => {
  assert.equal(plainName("Ada\n\u202eLovelace\u0007"), "Ada Lovelace");
  assert.equal(plainName("x".repeat(200)).length, 60);
  assert.equal(plainName(undefined), "");
});

test("initials come from the first and the last word", () => {
  assert.equal(initials("Ada King Lovelace"), "AL");
  assert.equal(initials("robin"), "R");
  assert.equal(initials(""), "");
});
