// Everybody who was heard of in the meeting, here or gone: who they are, and what they are called.

import { displayName } from "./display_names.js";
import { isSamePerson, parseExternalId } from "./external_ids.js";

/**
 * @typedef {{ name: string, role: string }} Portrayed what the portal knows, "" for nothing
 * @typedef {object} Directory
 * @property {Portrayed} me
 * @property {Record<string, Portrayed>} people by user id
 *
 * @typedef {object} Acquaintance
 * @property {string} externalId from the service
 * @property {string} serviceName the name in the external id
 * @property {string} userId the user id in it
 * @property {string} ownName the name that they gave themselves
 * @property {number} number the first who was heard of is 1
 */

export class Acquaintances {
  /**
   * @param {object} facts
   * @param {Directory} facts.directory
   * @param {string} facts.myId the attendee id of this person
   * @param {string} facts.myExternalId "" if the portal was not told
   * @param {(number: number) => string} facts.numberedName a name for the nameless
   */
  constructor({ directory, myId, myExternalId, numberedName }) {
    this.directory = directory;
    this.myId = myId;
    this.numberedName = numberedName;
    this.hasUserIds = false; // whether anybody's external id had a user id in it
    /** @type {Map<string, Acquaintance>} By attendee id. */
    this.known = new Map();
    this.learn(myId, { externalId: myExternalId });
  }

  /**
   * Stores facts about somebody; an empty external id is one that the service did not tell.
   * @param {string} id
   * @param {{ externalId?: string, ownName?: string }} facts
   * @returns {Acquaintance}
   */
  learn(id, facts) {
    const number = this.known.size + 1;
    const before = this.known.get(id) ?? { externalId: "", ownName: "", number };
    const externalId = facts.externalId || before.externalId;
    const acquaintance = { ...before, ...facts, externalId, ...parseExternalId(externalId) };
    this.known.set(id, acquaintance);
    this.hasUserIds ||= acquaintance.userId !== "";
    return acquaintance;
  }

  /** @param {string} id */
  get(id) {
    return this.known.get(id) ?? this.learn(id, {});
  }

  /**
   * Whether somebody is shown and counted: a participant without a user id among others with one
   * is no person but the meeting's recording.
   * @param {string} id
   */
  isPerson(id) {
    return id === this.myId || !this.hasUserIds || this.get(id).userId !== "";
  }

  /**
   * Whether a sender is this person, perhaps as another attendee: before the page was loaded
   * again, or on another device.
   * @param {string} id
   * @param {string} externalId
   */
  isMyself(id, externalId) {
    return id === this.myId || isSamePerson(this.get(this.myId).externalId, externalId);
  }

  /**
   * What the portal calls somebody's role, or "".
   * @param {string} id
   */
  roleOf(id) {
    const { me, people } = this.directory;
    return id === this.myId ? me.role : (people[this.get(id).userId]?.role ?? "");
  }

  /**
   * What somebody is called; display_names.js has the order in which names count.
   * @param {string} id
   */
  nameOf(id) {
    const acquaintance = this.get(id);
    const { people, me } = this.directory;
    const listed = people[acquaintance.userId]?.name;
    const portalName = listed || (id === this.myId ? me.name : "");
    const names = { ...acquaintance, portalName, taken: this.givenNames() };
    return displayName(names) || this.numberedName(acquaintance.number);
  }

  /** The names that the service or the portal gave to anybody. */
  givenNames() {
    const { people, me } = this.directory;
    const byService = [...this.known.values()].map(({ serviceName }) => serviceName);
    return [...byService, ...Object.values(people).map(({ name }) => name), me.name];
  }
}
