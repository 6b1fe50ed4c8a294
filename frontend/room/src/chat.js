// The chat: sends and shows lines, and says so if one may not have arrived.

import { announce } from "./announce.js";
import { ChatList } from "./chat_list.js";
import { decode, encode, withDoubts, withLine, withStatus } from "./chat_messages.js";
import { config, part, setText, show } from "./dom.js";
import { translate } from "./strings.js";
import { loadLines, saveLines } from "./tab_store.js";
import { throttle } from "./throttle.js";
import { showInTitle, showToast } from "./toasts.js";

/**
 * @import { DataMessage } from "amazon-chime-sdk-js"
 * @import { ChatLine } from "./chat_messages.js"
 * @import { Meeting } from "./meeting.js"
 * @import { Participants } from "./participants.js"
 * @import { RoomSession } from "./room_session.js"
 */

const TOPIC = "chat";
const LIFETIME_MS = 300_000; // those who come later get the lines of the last five minutes

export class Chat {
  /** @param {RoomSession} session */
  constructor(session) {
    this.session = session;
    /** @type {Meeting | null} */
    this.meeting = null;
    /** @type {Participants | null} */
    this.participants = null;
    /** @type {ChatLine[]} */
    this.lines = loadLines(config().visit);
    this.unread = 0;
    this.list = new ChatList((id) => this.send(id));
    this.renderSoon = throttle(() => this.render());
    part("chat-form").addEventListener("submit", (event) => this.submit(event));
    part("chat-text").addEventListener("keydown", (event) => submitOnEnter(event));
    session.on("state", (state) => state.name === "reconnecting" && this.markDoubtful());
  }

  /**
   * @param {Meeting} meeting
   * @param {Participants} participants
   */
  attach(meeting, participants) {
    this.meeting = meeting;
    this.participants = participants;
    this.render(); // what was said before a reload
    participants.on("change", this.renderSoon); // the name of an earlier writer may come later
    meeting.av.realtimeSubscribeToReceiveDataMessage(TOPIC, (message) => this.receive(message));
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    /** @type {HTMLTextAreaElement} */
    const field = part("chat-text");
    const text = field.value.trim();
    if (!text) return;
    const line = { id: crypto.randomUUID(), text, mine: true, at: Date.now() };
    const wire = encode(line);
    show(part("chat-too-long"), !wire);
    if (!wire) return;
    field.value = "";
    this.add({ ...line, wire });
    this.send(line.id);
  }

  /**
   * Sends the line `id`, or sends it again: its id lets the others drop what they have already.
   * @param {string} id
   */
  send(id) {
    const isLive = this.session.state.name === "live";
    const wire = this.lines.find((line) => line.id === id)?.wire ?? "";
    if (isLive) this.meeting?.av.realtimeSendDataMessage(TOPIC, wire, LIFETIME_MS);
    this.lines = withStatus(this.lines, id, isLive ? "sent" : "offline").map((line) =>
      line.id === id ? { ...line, at: Date.now() } : line,
    );
    this.render();
  }

  /** @param {DataMessage} message */
  receive(message) {
    const { senderAttendeeId: senderId, timestampMs: at } = message;
    const { id, ownId, text } = decode({ text: message.text(), senderId, at });
    if (message.throttled) return this.markThrottled(ownId);
    if (!text.trim()) return;
    const { senderExternalUserId: externalId } = message;
    const isMine = this.participants?.acquaintances.isMyself(senderId, externalId);
    if (isMine) return this.add({ text, id: ownId, mine: true, at });
    this.participants?.learn(senderId, { externalId });
    const before = this.lines;
    this.add({ id, text, senderId, mine: false, at });
    if (this.lines !== before) this.notify(this.nameOf(senderId), text);
  }

  /** @param {string} senderId */
  nameOf(senderId) {
    return this.participants?.nameOf(senderId) ?? "";
  }

  /**
   * The service sends a line that it would not pass on back to its sender, without a time.
   * @param {string} id
   */
  markThrottled(id) {
    this.lines = withStatus(this.lines, id, "throttled");
    announce("state", translate("line-throttled"));
    this.render();
  }

  markDoubtful() {
    this.lines = withDoubts(this.lines, Date.now());
    this.render();
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  notify(name, text) {
    announce("chat", translate("said", { name, text }));
    if (!part("chat", "panel").hidden) return;
    this.setUnread(this.unread + 1);
    showToast(`${name}: ${text}`, "chat");
  }

  onOpen() {
    this.setUnread(0);
    this.list.scrollToEnd();
  }

  /** @param {number} count */
  setUnread(count) {
    this.unread = count;
    show(part("unread-mark"), count > 0);
    setText(part("unread"), String(count));
    showInTitle(count);
  }

  /** @param {ChatLine} line */
  add(line) {
    this.lines = withLine(this.lines, line);
    this.render();
  }

  render() {
    this.list.render(this.lines, (senderId) => this.nameOf(senderId));
    show(part("chat-empty"), !this.lines.length);
    saveLines(config().visit, this.lines);
  }
}

/** @param {KeyboardEvent} event */
function submitOnEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  /** @type {HTMLFormElement} */
  const form = part("chat-form");
  form.requestSubmit();
}
