// Who is in the meeting now, as the service tells it.

import { Acquaintances } from "./acquaintances.js";
import { emitter } from "./emitter.js";

/**
 * @typedef {object} Participant somebody who is here now
 * @property {string} id the attendee id
 * @property {string} role what the portal calls them, or ""
 * @property {boolean} isMe
 * @property {string} name
 * @property {boolean} camera
 * @property {boolean} muted
 * @property {boolean} hand whether their hand is up
 * @property {number} handNumber hands that went up earlier have lower ones
 * @property {number} signal 0, 0.5 or 1
 * @property {boolean} speaking
 * @property {string} reaction the picture that they react with right now, or ""
 *
 * @typedef {{ arrived: [Participant], gone: [Participant], change: [] }} ParticipantEvents
 */

const CONTENT = "#content"; // the service lists a shared screen as an attendee of its own

export class Participants {
  /** @param {ConstructorParameters<typeof Acquaintances>[0]} facts */
  constructor(facts) {
    this.directory = facts.directory;
    this.myId = facts.myId;
    this.acquaintances = new Acquaintances(facts);
    /** @type {string[]} The ids of others who share a screen. */
    this.sharers = [];
    /** @type {string[]} Who sends a picture, here already or not: the service tells it first. */
    this.sending = [];
    this.speakerId = "";
    /** @type {import("./emitter.js").Emitter<ParticipantEvents>} */
    const events = emitter();
    this.on = events.on;
    this.emit = events.emit;
    /** @type {Map<string, Participant>} Those who are here now. */
    this.present = new Map();
  }

  /** The people who are here; the recording is not one of them. */
  list() {
    return [...this.present.values()].filter(({ id }) => this.acquaintances.isPerson(id));
  }

  /** @param {string} id */
  get(id) {
    return this.present.get(id);
  }

  /** The id of another participant who shares a screen, or "". */
  sharer() {
    return this.sharers[0] ?? "";
  }

  /**
   * @param {string} id
   * @param {string} externalId
   */
  add(id, externalId) {
    if (id.endsWith(CONTENT) || this.present.has(id)) return;
    this.learn(id, { externalId });
    const facts = { id, role: this.acquaintances.roleOf(id), name: this.nameOf(id) };
    const initial = {
      camera: this.sending.includes(id),
      muted: false,
      hand: false,
      handNumber: 0,
      signal: 1,
      speaking: false,
      reaction: "",
    };
    const participant = { ...facts, isMe: id === this.myId, ...initial };
    this.present.set(id, participant);
    if (this.acquaintances.isPerson(id)) this.emit("arrived", participant);
    this.emit("change");
  }

  /** @param {string} id */
  remove(id) {
    const participant = this.present.get(id);
    if (!participant) return;
    this.present.delete(id);
    if (this.acquaintances.isPerson(id)) this.emit("gone", participant);
    this.emit("change");
  }

  /**
   * Stores facts about somebody, here or not: the external id from the service, the name that they
   * gave themselves.
   * @param {string} id
   * @param {{ externalId?: string, ownName?: string }} facts
   */
  learn(id, facts) {
    this.acquaintances.learn(id, facts);
    this.update(id, { name: this.nameOf(id) });
  }

  /**
   * Whether somebody leads the workshop, by what the service and the portal say of them.
   * @param {string} id
   * @param {string} externalId as the service told it with a message of theirs
   */
  mayCommand(id, externalId) {
    if (id !== this.myId) this.acquaintances.learn(id, { externalId });
    return this.acquaintances.roleOf(id) !== "";
  }

  /**
   * What `id` is called, here or gone.
   * @param {string} id
   */
  nameOf(id) {
    return this.acquaintances.nameOf(id);
  }

  /**
   * Changes facts of a participant; emits `change` only if one of them is new.
   * @param {string} id
   * @param {Partial<Participant>} facts
   */
  update(id, facts) {
    const participant = this.get(id);
    if (!participant) return;
    const changed = { ...participant, ...facts };
    const keys = /** @type {(keyof Participant)[]} */ (Object.keys(facts));
    if (keys.every((key) => participant[key] === changed[key])) return;
    Object.assign(participant, facts);
    this.emit("change");
  }

  /**
   * Takes the ids of all who send a picture now, shared screens among them.
   * @param {string[]} ids
   */
  setSending(ids) {
    const screens = ids
      .filter((id) => id.endsWith(CONTENT))
      .map((id) => id.slice(0, -CONTENT.length));
    this.sending = ids;
    this.sharers = screens.filter((id) => id !== this.myId);
    for (const person of this.present.values())
      if (!person.isMe) person.camera = ids.includes(person.id);
    this.emit("change");
  }

  /**
   * Takes the ids of those who speak now, loudest first.
   * @param {string[]} ids
   */
  setSpeaking(ids) {
    for (const person of this.present.values()) person.speaking = ids.includes(person.id);
    this.speakerId = ids[0] ?? this.speakerId;
    this.emit("change");
  }
}
