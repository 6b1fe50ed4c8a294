import assert from "node:assert/strict";
import { test } from "node:test";
import { isSamePerson, parseExternalId } from "../src/external_ids.js";

test("an external id is a name and a user id, parted by the last underscore", () => {
  const read = { serviceName: "Ada Okafor", userId: "8528" };
  assert.deepEqual(parseExternalId("Ada Okafor_8528"), read);
  assert.deepEqual(parseExternalId("Ada_K_8528"), { ...read, serviceName: "Ada_K" });
  assert.deepEqual(parseExternalId("Ada\n💥_8528"), { ...read, serviceName: "Ada\n💥" });
  assert.deepEqual(parseExternalId("_8528"), { ...read, serviceName: "" });
  assert.deepEqual(parseExternalId("8528"), { ...read, serviceName: "" });
});

test("an id without a number at its end has neither name nor user id", () => {
  const nothing = { serviceName: "", userId: "" };
  assert.deepEqual(parseExternalId("aws:MediaPipeline-5f0f7d3c-42"), nothing);
  assert.deepEqual(parseExternalId("Ada Okafor"), nothing);
  assert.deepEqual(parseExternalId("Ada Okafor_85x"), nothing);
  assert.deepEqual(parseExternalId("6f1c2b9e-8a34-4f0d-9a51-0f0c7b5d2e11"), nothing);
  assert.deepEqual(parseExternalId(""), nothing);
  assert.deepEqual(parseExternalId(null), nothing);
});

test("a person is the same under another name, and an unknown id is nobody's", () => {
  assert.equal(isSamePerson("Ada Okafor_8528", "Ada King_8528"), true);
  assert.equal(isSamePerson("Ada Okafor_8528", "Ada Okafor_8529"), false);
  assert.equal(isSamePerson("key-of-ada", "key-of-ada"), true);
  assert.equal(isSamePerson("key-of-ada", "key-of-ben"), false);
  assert.equal(isSamePerson("", ""), false);
});
