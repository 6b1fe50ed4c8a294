import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode, entryRulesIn, nameIn, roomIn, verdict } from "../src/hub_messages.js";

const LEADER = { mayCommand: true, iModerate: false, isInBreakout: false };
const OTHER = { ...LEADER, mayCommand: false };
const HERE = { workshopId: 11655, slugs: ["demo", "Demo-Days"] };

/** @type {[type: string, isToMe: boolean, byLeader: string, byOther: string][]} */
const TABLE = [
  ["MUTE", true, "mute", "ask-mute"],
  ["UNMUTE", true, "ask-unmute", "ask-unmute"],
  ["VIDEO-DISABLE", true, "stop-camera", "ask-stop-camera"],
  ["VIDEO-ENABLE", true, "ask-start-camera", "ask-start-camera"],
  ["KICK", true, "kick", ""],
  ["JOIN-BREAKOUT-ROOM", true, "enter", ""],
  ["MUTEALL", false, "mute", ""],
  ["MUTE-ATTENDEES", false, "mute", "ask-mute"],
  ["STOPALLVIDEO", false, "stop-camera", ""],
  ["UPDATE-CONFIG", false, "configure", ""],
  ["UPDATE-BREAKOUT-ROOM", false, "rooms-changed", ""],
  ["ATTENDEEPROFILE", false, "learn", "learn"],
];

for (const [type, isToMe, byLeader, byOther] of TABLE) {
  test(`${type} of a leader means "${byLeader}", of others "${byOther}"`, () => {
    assert.equal(verdict(type, { ...LEADER, isToMe }), byLeader);
    assert.equal(verdict(type, { ...OTHER, isToMe }), byOther);
  });

  test(`${type} means nothing on the wrong topic`, () => {
    assert.equal(verdict(type, { ...LEADER, isToMe: !isToMe }), "");
  });
}

test("moderators stay unmuted when attendees are muted, and not when all are", () => {
  const toAll = { ...LEADER, iModerate: true, isToMe: false };
  assert.equal(verdict("MUTE-ATTENDEES", toAll), "");
  assert.equal(verdict("MUTEALL", toAll), "mute");
});

test("a room is left when it is deleted, and the main room never", () => {
  const toAll = { ...LEADER, isToMe: false };
  assert.equal(verdict("DELETE-ROOM", { ...toAll, isInBreakout: true }), "go-back");
  assert.equal(verdict("DELETE-ROOM", toAll), "");
  assert.equal(verdict("DELETE-ROOM", { ...OTHER, isToMe: false, isInBreakout: true }), "");
});

test("nobody is sent from one breakout room to another", () => {
  const inside = { ...LEADER, isToMe: true, isInBreakout: true };
  assert.equal(verdict("JOIN-BREAKOUT-ROOM", inside), "");
});

test("a message names its type and its sender, whatever its other fields say", () => {
  const sender = { attendeeId: "a-1", name: "Eve" };
  const text = encode("MUTE", sender, { attendeeId: "forged", roomId: 7 });
  assert.deepEqual(JSON.parse(text), { type: "MUTE", roomId: 7, ...sender });
});

test("garbage is no message", () => {
  const long = `{"type":"MUTE","name":"${"x".repeat(2048)}"}`;
  const texts = ["", "MUTE", "null", "7", "[]", "{}", '{"type":1}', '{"type":"HUG"}', long];
  const inherited = ['{"type":"constructor"}', '{"type":"__proto__"}', '{"type":"toString"}'];
  for (const text of [...texts, ...inherited]) assert.equal(decode(text), null);
  assert.equal(decode('{"type":"MUTE"}')?.type, "MUTE");
});

test("a breakout room counts if it is one of this workshop's", () => {
  const fields = { roomId: 77, sessionId: 11655, eventUrl: "DEMO" };
  assert.equal(roomIn(fields, HERE), "77");
  assert.equal(roomIn({ ...fields, sessionId: "11655", eventUrl: "demo-days" }, HERE), "77");
  const wrong = [
    { sessionId: 11656 },
    { sessionId: undefined },
    { eventUrl: "other" },
    { eventUrl: "" },
    { eventUrl: undefined },
    { roomId: "../leave" },
    { roomId: "" },
    { roomId: null },
    { roomId: ["77"] },
    { roomId: "7".repeat(65) },
  ];
  for (const change of wrong) assert.equal(roomIn({ ...fields, ...change }, HERE), "");
  assert.equal(roomIn({ ...fields, eventUrl: "" }, { workshopId: 11655, slugs: [""] }), "");
});

test("rules of entry are taken whole or not at all", () => {
  const rules = { muteAttendeesOnEntry: true, disableAttendeesCameraOnEntry: false };
  assert.deepEqual(entryRulesIn({ chimeConfig: rules }), { muted: true, camera_off: false });
  const wrong = [undefined, null, "x", {}, { muteAttendeesOnEntry: true }];
  for (const chimeConfig of wrong) assert.equal(entryRulesIn({ chimeConfig }), null);
});

test("a profile holds a name, and nothing else is read as one", () => {
  assert.equal(nameIn({ firstName: "Ada", lastName: "Okafor" }), "Ada Okafor");
  assert.equal(nameIn({ firstName: "Ada", lastName: null }), "Ada");
  assert.equal(nameIn({ firstName: {}, lastName: ["x"] }), "");
  assert.ok(nameIn({ firstName: "x".repeat(2000) }).length <= 100);
});
