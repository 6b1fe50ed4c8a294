// Reactions: one of six pictures, which everybody who joined on this site sees for some seconds.

import { announce, announceTogether } from "./announce.js";
import { showNote } from "./controls.js";
import { part, parts, show } from "./dom.js";
import { RateLimit, ReplayFilter } from "./message_filter.js";
import { pictureOf } from "./reaction_pictures.js";
import { joinNames, translate } from "./strings.js";
import { showToast } from "./toasts.js";

/**
 * @import { DataMessage } from "amazon-chime-sdk-js"
 * @import { Meeting } from "./meeting.js"
 * @import { Participants } from "./participants.js"
 * @import { RoomSession } from "./room_session.js"
 * @typedef {{ meeting: Meeting, participants: Participants }} Attached
 */

const TOPIC = "portal-reaction";
const LIFETIME_MS = 1_000; // whoever comes later has not seen what it was about
const SHOWN_MS = 5_000;

export class Reactions {
  /**
   * @param {RoomSession} session
   * @param {(id: string) => boolean} isInSight whether the tile of an attendee is shown
   */
  constructor(session, isInSight) {
    this.session = session;
    this.isInSight = isInSight;
    /** @type {Attached | null} */
    this.attached = null;
    this.replays = new ReplayFilter();
    this.limit = new RateLimit();
    /** @type {Map<string, number>} Timers that take a reaction away, by attendee. */
    this.timers = new Map();
    for (const button of parts("reaction"))
      button.addEventListener("click", () => this.choose(button.dataset.reaction ?? ""));
    addEventListener("click", ({ target }) => {
      const isElsewhere = target instanceof Element && !target.closest("[data-part=reactions]");
      if (isElsewhere && !target.closest("[data-control=react]")) this.setOpen(false);
    });
    part("reactions").addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
  }

  /**
   * @param {Meeting} meeting
   * @param {Participants} participants
   */
  attach(meeting, participants) {
    this.attached = { meeting, participants };
    meeting.av.realtimeSubscribeToReceiveDataMessage(TOPIC, (message) => this.receive(message));
  }

  detach() {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.setOpen(false);
  }

  toggle() {
    const wasClosed = Boolean(part("reactions").hidden);
    this.setOpen(wasClosed);
    if (wasClosed) parts("reaction")[0]?.focus();
  }

  /** @param {boolean} isOpen */
  setOpen(isOpen) {
    show(part("reactions"), isOpen);
    part("react", "control").setAttribute("aria-expanded", String(isOpen));
  }

  /** Closes the choice, and gives the focus back to where it was opened. */
  close() {
    this.setOpen(false);
    const button = part("react", "control");
    (button.checkVisibility() ? button : part("more", "control")).focus();
  }

  /** @param {string} name */
  choose(name) {
    this.close();
    if (!this.attached) return;
    if (this.session.state.name !== "live") return showNote(translate("reconnecting"));
    const { av, myId } = this.attached.meeting;
    av.realtimeSendDataMessage(TOPIC, name, LIFETIME_MS);
    this.display(myId, pictureOf(name));
    announce("state", translate("reaction-sent"));
  }

  /** @param {DataMessage} message */
  receive(message) {
    const name = message.text();
    const picture = pictureOf(name);
    const { senderAttendeeId: id } = message;
    if (message.throttled || !picture || id === this.attached?.meeting.myId) return;
    if (!this.replays.isNew(message, name) || !this.limit.admits(id, Date.now())) return;
    const person = this.attached?.participants.get(id);
    if (!person) return;
    this.display(id, picture);
    if (!this.isInSight(id)) showToast(`${picture} ${person.name}`);
    announceTogether("reactions", person, (names) =>
      translate("reacted", { names: joinNames([...new Set(names)]) }),
    );
  }

  /**
   * Shows it on the tile of its sender, in place of an earlier one.
   * @param {string} id
   * @param {string} picture
   */
  display(id, picture) {
    const participants = this.attached?.participants;
    participants?.update(id, { reaction: picture });
    clearTimeout(this.timers.get(id));
    const hide = () => participants?.update(id, { reaction: "" });
    this.timers.set(id, setTimeout(hide, SHOWN_MS));
  }
}
