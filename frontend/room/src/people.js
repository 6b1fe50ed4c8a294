// Who is in the meeting: presence from the service, names and roles from the portal.

import { emitter } from "./emitter.js";
import { nameFor } from "./names.js";

const CONTENT = "#content"; // the service lists a shared screen as an attendee of its own

/** `told` is the portal's {people, me}; `myId` the attendee id; `numbered(n)` a name for the nameless. */
export class People {
  constructor({ told, myId, numbered }) {
    Object.assign(this, { told, myId, numbered, sharers: [], speakerId: "", met: 0 }, emitter());
    this.all = new Map();
    this.said = new Map();
    this.numbers = new Map();
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

  /** Who shares a screen: oneself last, so that somebody else's screen is what is shown large. */
  sharer() {
    return this.sharers.find((id) => id !== this.myId) ?? this.sharers[0] ?? "";
  }

  arrived(id, externalId) {
    if (id.endsWith(CONTENT) || this.all.has(id)) return;
    const role = this.told.people[externalId]?.role ?? (id === this.myId ? this.told.me.role : "");
    const isMe = id === this.myId;
    const quiet = { camera: false, muted: false, hand: false, signal: 1, speaking: false };
    this.all.set(id, { id, externalId, role, isMe, ...quiet });
    this.rename(id);
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

  /** What `id` says of themselves; used only where the portal has no name for them. */
  introduced(id, name) {
    this.said.set(id, name);
    if (this.all.has(id)) this.rename(id);
    this.emit("change");
  }

  rename(id) {
    const person = this.get(id);
    const known = Object.values(this.told.people).map(({ name }) => name);
    const told = this.told.people[person.externalId]?.name ?? (person.isMe ? this.told.me.name : "");
    const taken = [...known, this.told.me.name];
    const name = nameFor({ told, said: this.said.get(id), externalId: person.externalId, taken });
    person.name = name || this.numbered(this.numberOf(id));
  }

  numberOf(id) {
    if (!this.numbers.has(id)) this.numbers.set(id, this.numbers.size + 1);
    return this.numbers.get(id);
  }

  nameOf(id) {
    return this.get(id)?.name ?? this.numbered(this.numberOf(id));
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
    this.sharers = ids.filter((id) => id.endsWith(CONTENT)).map((id) => id.slice(0, -CONTENT.length));
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
