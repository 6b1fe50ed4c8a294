import assert from "node:assert/strict";
import { test } from "node:test";
import { Participants } from "../src/participants.js";

const RECORDING = "aws:MediaPipeline-5f0f7d3c";
const ME = { name: "Ada Okafor", role: "" };

/**
 * The participants of a meeting that Ada is in.
 * @param {object} [facts]
 * @param {string} [facts.myExternalId]
 * @param {Record<string, { name: string, role: string }>} [facts.people]
 * @param {{ name: string, role: string }} [facts.me]
 */
function meeting({ myExternalId = "Ada Okafor_8528", people = {}, me = ME } = {}) {
  const directory = { me, people };
  const numberedName = (/** @type {number} */ number) => `Attendee ${number}`;
  const participants = new Participants({ directory, myId: "ada", myExternalId, numberedName });
  participants.add("ada", myExternalId);
  return participants;
}

/** @param {Participants} participants */
const ids = (participants) => participants.list().map(({ id }) => id);

test("people have the name that the service gives them, whatever they say", () => {
  const participants = meeting();
  participants.add("ben", "Ben Lindqvist_8529");
  participants.learn("ben", { ownName: "The Organiser" });
  assert.equal(participants.nameOf("ben"), "Ben Lindqvist");
});

test("names and roles of the portal are found by the user id", () => {
  const participants = meeting({
    people: {
      8544: { name: "Sam Whitfield", role: "moderator" },
      101: { name: "", role: "admin" },
    },
  });
  participants.add("sam", "_8544");
  participants.add("olga", "Olga Ruiz_101");
  assert.deepEqual(
    participants.list().map(({ name, role }) => [name, role]),
    [
      ["Ada Okafor", ""],
      ["Sam Whitfield", "moderator"],
      ["Olga Ruiz", "admin"],
    ],
  );
});

test("one's own role is the one that the portal tells, with and without an external id", () => {
  const me = { name: "Ada Okafor", role: "admin" };
  assert.equal(meeting({ me }).list()[0].role, "admin");
  assert.equal(meeting({ me, myExternalId: "" }).list()[0].role, "admin");
});

test("the recording is neither shown nor counted, and its screen would be", () => {
  const participants = meeting();
  participants.add("rec", RECORDING);
  participants.add("ben", "Ben Lindqvist_8529");
  assert.deepEqual(ids(participants), ["ada", "ben"]);
  participants.setSending(["rec#content"]);
  assert.equal(participants.sharer(), "rec");
});

test("nobody hears of a recording that begins or ends", () => {
  const participants = meeting();
  /** @type {string[]} */
  const heard = [];
  participants.on("arrived", ({ id }) => heard.push(`${id} came`));
  participants.on("gone", ({ id }) => heard.push(`${id} went`));
  participants.add("rec", RECORDING);
  participants.add("ben", "Ben Lindqvist_8529");
  participants.remove("rec");
  participants.remove("ben");
  assert.deepEqual(heard, ["ben came", "ben went"]);
});

test("whoever is alone with the recording is alone", () => {
  const participants = meeting();
  participants.add("rec", RECORDING);
  assert.deepEqual(ids(participants), ["ada"]);
});

test("where nobody has a user id, everybody is shown", () => {
  const participants = meeting({ myExternalId: "" });
  participants.add("rec", RECORDING);
  participants.add("ben", "6f1c2b9e-8a34-4f0d-9a51-0f0c7b5d2e11");
  assert.deepEqual(ids(participants), ["ada", "rec", "ben"]);
});

test("one is always shown to oneself", () => {
  const participants = meeting({ myExternalId: "" });
  participants.add("ben", "Ben Lindqvist_8529");
  assert.deepEqual(ids(participants), ["ada", "ben"]);
});

test("an external id that is not told this time is not forgotten", () => {
  const participants = meeting();
  participants.add("ben", "Ben Lindqvist_8529");
  participants.learn("ben", { externalId: "" });
  assert.equal(participants.nameOf("ben"), "Ben Lindqvist");
});

test("nobody can take the name that the service gave to somebody else", () => {
  const participants = meeting();
  participants.add("ben", "Ben Lindqvist_8529");
  participants.add("eve", "8530");
  participants.learn("eve", { ownName: "ben lindqvist" });
  assert.equal(participants.nameOf("eve"), "Attendee 3");
});

test("the nameless are numbered, and may introduce themselves", () => {
  const participants = meeting({ me: { name: "", role: "" }, myExternalId: "8528" });
  participants.add("eve", "8530");
  assert.deepEqual(
    [participants.nameOf("ada"), participants.nameOf("eve")],
    ["Attendee 1", "Attendee 2"],
  );
  participants.learn("eve", { ownName: "Eve" });
  assert.equal(participants.get("eve")?.name, "Eve");
});

test("a message is one's own by attendee, or by user as another attendee, and never by nothing", () => {
  const { acquaintances } = meeting();
  assert.equal(acquaintances.isMyself("ada", ""), true);
  assert.equal(acquaintances.isMyself("ada-before", "Ada Okafor_8528"), true);
  assert.equal(acquaintances.isMyself("ben", "Ben Lindqvist_8529"), false);
  assert.equal(meeting({ myExternalId: "" }).acquaintances.isMyself("ben", ""), false);
});

test("a picture may be told of before its sender is present", () => {
  const participants = meeting();
  participants.setSending(["ben"]);
  participants.add("ben", "Ben Lindqvist_8529");
  assert.equal(participants.get("ben")?.camera, true);
});

test("whoever leads may command, and a name in the id makes nobody a leader", () => {
  const people = { 101: { name: "", role: "admin" }, 8529: { name: "Ben", role: "" } };
  const participants = meeting({ people });
  assert.equal(participants.mayCommand("eve", "Eve Castellano_101"), true);
  assert.equal(participants.mayCommand("ben", "Ben Lindqvist_8529"), false);
  assert.equal(participants.mayCommand("mallory", "Eve_101_8700"), false);
  assert.equal(participants.mayCommand("nobody", ""), false);
});
