// The list of people: search, roles, hands, microphones and how well each is heard.

import { initials, plainName } from "./display_names.js";
import { copy, part, show, write } from "./dom.js";
import { word } from "./strings.js";
import { soon } from "./throttle.js";

const RANK = { moderator: 1, admin: 1, speaker: 2 };

export class Roster {
  constructor() {
    this.rows = new Map();
    this.people = null;
    this.draw = soon(() => this.people && this.drawNow());
    part("search-people").addEventListener("input", () => this.draw());
  }

  attend(people) {
    this.people = people;
    people.on("change", this.draw);
  }

  leave() {
    this.people = null;
    this.rows.clear();
    part("people").replaceChildren();
  }

  drawNow() {
    const all = this.people.list().sort(inOrder);
    const asked = plainName(part("search-people").value).toLocaleLowerCase();
    const found = all.filter(({ name }) => name.toLocaleLowerCase().includes(asked));
    found.forEach((person, at) => this.place(person, at));
    this.dropAllBut(found.map(({ id }) => id));
    write(part("people-count"), String(all.length));
    write(
      part("people-found"),
      asked ? word("people-found", { found: found.length, all: all.length }) : "",
    );
    show(part("nobody-found"), Boolean(asked) && !found.length);
  }

  place(person, at) {
    const list = part("people");
    if (!this.rows.has(person.id)) this.rows.set(person.id, copy("person"));
    const row = this.rows.get(person.id);
    if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
    drawRow(row, person);
  }

  dropAllBut(ids) {
    for (const [id, row] of this.rows) {
      if (ids.includes(id)) continue;
      row.remove();
      this.rows.delete(id);
    }
  }
}

// Oneself, raised hands, those who lead, then everybody by name.
function inOrder(one, other) {
  const rank = ({ isMe, hand, role }) => (isMe ? 0 : hand ? 0.5 : (RANK[role] ?? 3));
  return rank(one) - rank(other) || one.name.localeCompare(other.name);
}

function drawRow(row, person) {
  const at = (name) => part(name, "person", row);
  write(at("name"), person.isMe ? word("you", { name: person.name }) : person.name);
  write(at("initials"), initials(person.name));
  write(at("role"), person.role ? word(`role-${person.role}`) : "");
  show(at("role"), Boolean(person.role));
  show(at("hand"), person.hand);
  show(at("muted"), person.muted);
  show(at("open"), !person.muted);
  row.dataset.speaking = person.speaking;
  at("signal").dataset.signal = person.signal;
  write(
    at("signal-words"),
    word(`signal-${person.signal === 1 ? "good" : person.signal ? "weak" : "none"}`),
  );
}
