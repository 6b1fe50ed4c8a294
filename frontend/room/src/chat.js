// The chat: sends and shows lines, and tells when one may not have arrived.

import { announce } from "./announce.js";
import { added, decode, doubted, encode, marked } from "./chat_messages.js";
import { copy, part, show, write } from "./dom.js";
import { word } from "./strings.js";
import { soon } from "./throttle.js";

const TOPIC = "chat";
const KEPT_MS = 300_000; // the service hands lines of the last five minutes to who comes later

export class Chat {
  constructor(visit) {
    Object.assign(this, { visit, lines: [], rows: new Map(), unread: 0 });
    this.drawSoon = soon(() => this.draw());
    part("chat-form").addEventListener("submit", (event) => this.submit(event));
    part("chat-text").addEventListener("keydown", (event) => this.typed(event));
    visit.on("state", (state) => state.name === "reconnecting" && this.broken());
  }

  attend(meeting, people) {
    Object.assign(this, { meeting, people });
    people.on("change", this.drawSoon); // who wrote earlier may be named later
    meeting.av.realtimeSubscribeToReceiveDataMessage(TOPIC, (message) => this.received(message));
  }

  typed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    part("chat-form").requestSubmit();
  }

  submit(event) {
    event.preventDefault();
    const text = part("chat-text").value.trim();
    if (!text) return;
    const line = { id: crypto.randomUUID(), text, mine: true, at: Date.now() };
    const wire = encode(line);
    show(part("chat-too-long"), !wire);
    if (!wire) return;
    part("chat-text").value = "";
    this.keep({ ...line, wire });
    this.send(line.id);
  }

  /** Sends the kept line `id`, again if need be: its id lets the others drop what they have. */
  send(id) {
    const isLive = this.visit.state.name === "live";
    const { wire } = this.lines.find((line) => line.id === id);
    if (isLive) this.meeting.av.realtimeSendDataMessage(TOPIC, wire, KEPT_MS);
    this.lines = marked(this.lines, id, isLive ? "sent" : "offline").map((line) =>
      line.id === id ? { ...line, at: Date.now() } : line,
    );
    this.draw();
  }

  received(message) {
    const { senderAttendeeId: senderId, timestampMs: at } = message;
    const line = decode({ text: message.text(), senderId, at });
    if (message.throttled) return this.throttled(line.ownId);
    if (!line.text.trim()) return;
    if (this.isMine(message)) return this.keep({ ...line, id: line.ownId, mine: true, at });
    const { id, text } = line;
    this.people.met(senderId, { externalId: message.senderExternalUserId });
    const before = this.lines;
    this.keep({ id, text, senderId, mine: false, at });
    if (this.lines !== before) this.heard(this.people.nameOf(senderId), text);
  }

  // What one wrote before the page was loaded again, or before one came back as another attendee.
  isMine({ senderAttendeeId, senderExternalUserId }) {
    const { myId, myExternalId } = this.meeting;
    return senderAttendeeId === myId || senderExternalUserId === myExternalId;
  }

  // The service sends a line it would not pass on back to its sender, without a time.
  throttled(id) {
    this.lines = marked(this.lines, id, "throttled");
    announce("state", word("line-throttled"));
    this.draw();
  }

  broken() {
    this.lines = doubted(this.lines, Date.now());
    this.draw();
  }

  heard(name, text) {
    announce("chat", word("said", { name, text }));
    if (!part("chat", "panel").hidden) return;
    this.unread += 1;
    this.drawUnread();
  }

  opened() {
    this.unread = 0;
    this.drawUnread();
    part("chat-lines").scrollTop = part("chat-lines").scrollHeight;
  }

  drawUnread() {
    show(part("unread-mark"), this.unread > 0);
    write(part("unread"), String(this.unread));
  }

  keep(line) {
    this.lines = added(this.lines, line);
    this.draw();
  }

  draw() {
    const list = part("chat-lines");
    const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    for (const line of this.lines) this.drawLine(list, line);
    show(part("chat-empty"), !this.lines.length);
    if (wasAtEnd) list.scrollTop = list.scrollHeight;
  }

  drawLine(list, line) {
    if (!this.rows.has(line.id)) this.rows.set(line.id, list.appendChild(this.row(line)));
    const row = this.rows.get(line.id);
    const failed = line.mine && line.status && line.status !== "sent";
    row.dataset.status = line.status ?? "";
    write(
      part("name", "line", row),
      line.mine ? word("you-short") : this.people.nameOf(line.senderId),
    );
    write(part("status", "line", row), failed ? word(`line-${line.status}`) : "");
    show(part("failed", "line", row), Boolean(failed));
  }

  row(line) {
    const row = copy("line");
    const when = new Date(line.at);
    row.dataset.mine = line.mine;
    write(part("text", "line", row), line.text); // text, never HTML: it comes from others
    write(
      part("time", "line", row),
      when.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }),
    );
    part("time", "line", row).dateTime = when.toISOString();
    part("again", "line", row).addEventListener("click", () => this.send(line.id));
    return row;
  }
}
