// Who is in the meeting: presence comes from the service, names and roles from the portal.

import { displayName } from "./display_names.js";
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
 * @property {number} signal 0, 0.5 or 1
 * @property {boolean} speaking
 *
 * @typedef {object} Directory the names and roles that the portal knows
 * @property {import("./join_api.js").Portrayed} me
 * @property {Record<string, import("./join_api.js").Portrayed>} people by external id
 *
 * @typedef {{ externalId: string, ownName: string, number: number }} Acquaintance
 * @typedef {{ arrived: [Participant], gone: [Participant], change: [] }} ParticipantEvents
 */

const CONTENT = "#content"; // the service lists a shared screen as an attendee of its own

export class Participants {
  /**
   * @param {object} facts
   * @param {Directory} facts.directory
   * @param {string} facts.myId the attendee id of this person
   * @param {(number: number) => string} facts.numberedName a name for the nameless
   */
  constructor({ directory, myId, numberedName }) {
    this.directory = directory;
    this.myId = myId;
    this.numberedName = numberedName;
    /** @type {string[]} The ids of others who share a screen. */
    this.sharers = [];
    this.speakerId = "";
    /** @type {import("./emitter.js").Emitter<ParticipantEvents>} */
    const events = emitter();
    this.on = events.on;
    this.emit = events.emit;
    /** @type {Map<string, Participant>} Those who are here now. */
    this.present = new Map();
    /** @type {Map<string, Acquaintance>} Everybody who was ever heard of. */
    this.known = new Map();
  }

  list() {
    return [...this.present.values()];
  }

  /** @param {string} id */
  get(id) {
    return this.present.get(id);
  }

  others() {
    return this.list().filter(({ isMe }) => !isMe);
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
    const isMe = id === this.myId;
    const role = this.directory.people[externalId]?.role ?? (isMe ? this.directory.me.role : "");
    const initial = { camera: false, muted: false, hand: false, signal: 1, speaking: false };
    const participant = { id, role, isMe, name: this.nameOf(id), ...initial };
    this.present.set(id, participant);
    this.emit("arrived", participant);
    this.emit("change");
  }

  /** @param {string} id */
  remove(id) {
    const participant = this.present.get(id);
    if (!participant) return;
    this.present.delete(id);
    this.emit("gone", participant);
    this.emit("change");
  }

  /**
   * Stores facts about somebody, here or not: the external id from the service, the name that they
   * gave themselves.
   * @param {string} id
   * @param {{ externalId?: string, ownName?: string }} facts
   */
  learn(id, facts) {
    const number = this.known.size + 1;
    const before = this.known.get(id) ?? { externalId: "", ownName: "", number };
    const acquaintance = { ...before, ...facts };
    this.known.set(id, acquaintance);
    this.update(id, { name: this.nameOf(id) });
    return acquaintance;
  }

  /**
   * What `id` is called, here or gone; display_names.js has the order in which names count.
   * @param {string} id
   */
  nameOf(id) {
    const { externalId, ownName, number } = this.known.get(id) ?? this.learn(id, {});
    const { people, me } = this.directory;
    const portalName = people[externalId]?.name ?? (id === this.myId ? me.name : "");
    const taken = [...Object.values(people).map(({ name }) => name), me.name];
    return displayName({ portalName, ownName, externalId, taken }) || this.numberedName(number);
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
    this.sharers = screens.filter((id) => id !== this.myId);
    for (const person of this.others()) person.camera = ids.includes(person.id);
    this.emit("change");
  }

  /**
   * Takes the ids of those who speak now, loudest first.
   * @param {string[]} ids
   */
  setSpeaking(ids) {
    for (const person of this.list()) person.speaking = ids.includes(person.id);
    this.speakerId = ids[0] ?? this.speakerId;
    this.emit("change");
  }
}
