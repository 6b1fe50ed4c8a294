// The chat: sends and shows lines, and tells when one may not have arrived.

import { announce } from "./announce.js";
import { added, decode, doubted, encode, marked } from "./messages.js";
import { copy, part, show, write } from "./page.js";
import { word } from "./words.js";

const TOPIC = "chat";
const KEPT_MS = 300_000; // the service hands lines of the last five minutes to who comes later

export class Chat {
  constructor(visit) {
    Object.assign(this, { visit, lines: [], rows: new Map(), unread: 0 });
    part("chat-form").addEventListener("submit", (event) => this.submit(event));
    part("chat-text").addEventListener("keydown", (event) => this.typed(event));
    visit.on("state", (state) => state.name === "reconnecting" && this.broken());
  }

  attend(meeting, people) {
    Object.assign(this, { meeting, people });
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
    this.keep({ ...line, wire, name: word("you-short") });
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
    const { id, text } = decode({ text: message.text(), senderId: message.senderAttendeeId, at: message.timestampMs });
    const own = message.senderAttendeeId === this.meeting.myId;
    if (message.throttled) return this.throttled(id.split("/").pop());
    if (own || !text.trim()) return;
    const name = this.people.nameOf(message.senderAttendeeId);
    const before = this.lines;
    this.keep({ id, text, name, mine: false, at: message.timestampMs });
    if (this.lines !== before) this.heard(name, text);
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
    show(part("unread"), this.unread > 0);
    write(part("unread"), word("unread", { count: this.unread }));
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
    write(part("status", "line", row), failed ? word(`line-${line.status}`) : "");
    show(part("failed", "line", row), Boolean(failed));
  }

  row(line) {
    const row = copy("line");
    const when = new Date(line.at);
    row.dataset.mine = line.mine;
    write(part("name", "line", row), line.name);
    write(part("text", "line", row), line.text); // text, never HTML: it comes from others
    write(part("time", "line", row), when.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
    part("time", "line", row).dateTime = when.toISOString();
    part("again", "line", row).addEventListener("click", () => this.send(line.id));
    return row;
  }
}
