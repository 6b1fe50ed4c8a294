// Who is in the meeting: presence from the service, names and roles from the portal.

import { nameFor } from "./display_names.js";
import { emitter } from "./emitter.js";

const CONTENT = "#content"; // the service lists a shared screen as an attendee of its own

/**
 * `told` is the portal's {people, me}; `myId` the attendee id; `numbered(n)` a name for the
 * nameless.
 */
export class People {
  constructor({ told, myId, numbered }) {
    Object.assign(this, { told, myId, numbered, sharers: [], speakerId: "" }, emitter());
    this.all = new Map(); // who is here now
    this.known = new Map(); // everybody ever heard of: {externalId, said, number}
  }

  list() {
    return [...this.all.values()];
  }

  get(id) {
    return this.all.get(id);
  }

  others() {
    return this.list().filter(({ isMe }) => !isMe);
  }

  /** The id of who else shares a screen, or "". */
  sharer() {
    return this.sharers[0] ?? "";
  }

  arrived(id, externalId) {
    if (id.endsWith(CONTENT) || this.all.has(id)) return;
    this.met(id, { externalId });
    const isMe = id === this.myId;
    const role = this.told.people[externalId]?.role ?? (isMe ? this.told.me.role : "");
    const quiet = { camera: false, muted: false, hand: false, signal: 1, speaking: false };
    this.all.set(id, { id, role, isMe, name: this.nameOf(id), ...quiet });
    this.emit("arrived", this.get(id));
    this.emit("change");
  }

  gone(id) {
    const person = this.all.get(id);
    if (!person) return;
    this.all.delete(id);
    this.emit("gone", person);
    this.emit("change");
  }

  /**
   * Learns `facts` ({externalId} from the service, {said} from themselves) of somebody, here or
   * not.
   */
  met(id, facts) {
    const before = this.known.get(id) ?? { externalId: "", said: "", number: this.known.size + 1 };
    this.known.set(id, { ...before, ...facts });
    this.note(id, { name: this.nameOf(id) });
  }

  /** What `id` is called, here or gone; see display_names.js for whose word counts. */
  nameOf(id) {
    if (!this.known.has(id)) this.met(id, {});
    const { externalId, said, number } = this.known.get(id);
    const { people, me } = this.told;
    const told = people[externalId]?.name ?? (id === this.myId ? me.name : "");
    const taken = [...Object.values(people).map(({ name }) => name), me.name];
    return nameFor({ told, said, externalId, taken }) || this.numbered(number);
  }

  /** Notes `facts` of a person; tells only if one of them is new. */
  note(id, facts) {
    const person = this.get(id);
    if (!person || Object.entries(facts).every(([fact, value]) => person[fact] === value)) return;
    Object.assign(person, facts);
    this.emit("change");
  }

  /** `ids` of all who send a picture now, shared screens among them. */
  sending(ids) {
    const screens = ids
      .filter((id) => id.endsWith(CONTENT))
      .map((id) => id.slice(0, -CONTENT.length));
    this.sharers = screens.filter((id) => id !== this.myId);
    for (const person of this.others()) person.camera = ids.includes(person.id);
    this.emit("change");
  }

  /** `ids` of who speaks now, loudest first. */
  speaking(ids) {
    for (const person of this.list()) person.speaking = ids.includes(person.id);
    this.speakerId = ids[0] ?? this.speakerId;
    this.emit("change");
  }
}
