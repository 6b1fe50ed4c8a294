// The list of participants: search, roles, hands, microphones and how well each is heard.

import { initials, plainName } from "./display_names.js";
import { cloneTemplate, part, setText, show } from "./dom.js";
import { renderTools } from "./moderation.js";
import { translate } from "./strings.js";
import { throttle } from "./throttle.js";

/** @import { Participant, Participants } from "./participants.js" */

/** @type {Record<string, number>} */
const ROLE_RANKS = { moderator: 1, admin: 1, speaker: 2 };

export class ParticipantList {
  constructor() {
    /** @type {Map<string, HTMLElement>} */
    this.rows = new Map();
    /** @type {Participants | null} */
    this.participants = null;
    this.iModerate = false;
    this.render = throttle(() => this.participants && this.renderNow(this.participants));
    part("search-people").addEventListener("input", () => this.render());
  }

  /**
   * @param {Participants} participants
   * @param {boolean} iModerate
   */
  attach(participants, iModerate) {
    this.participants = participants;
    this.iModerate = iModerate;
    participants.on("change", this.render);
  }

  detach() {
    this.participants = null;
    this.rows.clear();
    part("people").replaceChildren();
  }

  /** @param {Participants} participants */
  renderNow(participants) {
    const all = participants.list().sort(byRank);
    /** @type {HTMLInputElement} */
    const search = part("search-people");
    const query = plainName(search.value).toLocaleLowerCase();
    const matches = all.filter(({ name }) => name.toLocaleLowerCase().includes(query));
    for (const [index, person] of matches.entries()) this.place(person, index);
    this.removeAllBut(matches.map(({ id }) => id));
    setText(part("people-count"), String(all.length));
    const counts = { found: matches.length, all: all.length };
    setText(part("people-found"), query ? translate("people-found", counts) : "");
    show(part("nobody-found"), Boolean(query) && !matches.length);
  }

  /**
   * @param {Participant} person
   * @param {number} index
   */
  place(person, index) {
    const list = part("people");
    const row = this.rows.get(person.id) ?? cloneTemplate("person");
    this.rows.set(person.id, row);
    if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    renderRow(row, person);
    renderTools(row, person, this.iModerate);
  }

  /** @param {string[]} ids */
  removeAllBut(ids) {
    for (const [id, row] of this.rows) {
      if (ids.includes(id)) continue;
      row.remove();
      this.rows.delete(id);
    }
  }
}

/**
 * Oneself comes first, then raised hands in the order in which they went up, those who lead, and
 * everybody else by name.
 * @param {Participant} one
 * @param {Participant} other
 */
function byRank(one, other) {
  const byHand = one.hand && other.hand ? one.handNumber - other.handNumber : 0;
  return rank(one) - rank(other) || byHand || one.name.localeCompare(other.name);
}

/** @param {Participant} person */
function rank({ isMe, hand, role }) {
  if (isMe) return 0;
  return hand ? 0.5 : (ROLE_RANKS[role] ?? 3);
}

/**
 * @param {HTMLElement} row
 * @param {Participant} person
 */
function renderRow(row, person) {
  /** @param {string} name */
  const at = (name) => part(name, "person", row);
  setText(at("name"), person.isMe ? translate("you", { name: person.name }) : person.name);
  setText(at("initials"), initials(person.name));
  setText(at("role"), person.role ? translate(`role-${person.role}`) : "");
  show(at("role"), Boolean(person.role));
  show(at("hand"), person.hand);
  show(at("muted"), person.muted);
  show(at("open"), !person.muted);
  row.dataset.speaking = String(person.speaking);
  at("signal").dataset.signal = String(person.signal);
  const quality = person.signal === 1 ? "good" : person.signal ? "weak" : "none";
  setText(at("signal-words"), translate(`signal-${quality}`));
}
