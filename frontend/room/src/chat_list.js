// The lines of the chat in the page; each has its writer, time, text, and what went wrong.

import { withLinks } from "./chat_links.js";
import { cloneTemplate, part, setText, show } from "./dom.js";
import { translate } from "./strings.js";

/** @import { ChatLine } from "./chat_messages.js" */

const NEAR_END_PX = 40;
/** @type {Intl.DateTimeFormatOptions} */
const TIME = { hour: "numeric", minute: "2-digit" };

export class ChatList {
  /** @param {(id: string) => void} onResend */
  constructor(onResend) {
    this.onResend = onResend;
    /** @type {Map<string, HTMLElement>} */
    this.rows = new Map();
    this.element = part("chat-lines");
  }

  scrollToEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  /**
   * Shows `lines` and no others, and scrolls to the end unless the reader has scrolled up.
   * @param {ChatLine[]} lines
   * @param {(senderId: string) => string} nameOf
   */
  render(lines, nameOf) {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    const wasAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    this.removeAllBut(new Set(lines.map(({ id }) => id)));
    for (const line of lines) {
      const name = line.mine ? translate("you-short") : nameOf(line.senderId ?? "");
      renderRow(this.rowFor(line), line, name);
    }
    if (wasAtEnd) this.scrollToEnd();
  }

  /**
   * Removes the rows of lines that are no longer stored, which would fill the page for good.
   * @param {Set<string>} ids
   */
  removeAllBut(ids) {
    for (const [id, row] of this.rows) {
      if (ids.has(id)) continue;
      row.remove();
      this.rows.delete(id);
    }
  }

  /** @param {ChatLine} line */
  rowFor(line) {
    const row = this.rows.get(line.id) ?? this.element.appendChild(this.createRow(line));
    this.rows.set(line.id, row);
    return row;
  }

  /** @param {ChatLine} line */
  createRow(line) {
    const row = cloneTemplate("line");
    const sentAt = new Date(line.at ?? 0);
    /** @type {HTMLTimeElement} */
    const time = part("time", "line", row);
    row.dataset.mine = String(line.mine);
    part("text", "line", row).append(...withLinks(line.text ?? "").map(textOrLink));
    setText(time, sentAt.toLocaleTimeString(document.documentElement.lang, TIME));
    time.dateTime = sentAt.toISOString();
    part("again", "line", row).addEventListener("click", () => this.onResend(line.id));
    return row;
  }
}

/**
 * Text, never HTML: it comes from others.
 * @param {{ text: string, url: string }} part
 */
function textOrLink({ text, url }) {
  if (!url) return text;
  const link = document.createElement("a");
  Object.assign(link, { href: url, textContent: text, target: "_blank" });
  link.rel = "noopener noreferrer nofollow";
  return link;
}

/**
 * @param {HTMLElement} row
 * @param {ChatLine} line
 * @param {string} name
 */
function renderRow(row, { mine, status = "" }, name) {
  const hasFailed = Boolean(mine && status && status !== "sent");
  row.dataset.status = status;
  setText(part("name", "line", row), name);
  setText(part("status", "line", row), hasFailed ? translate(`line-${status}`) : "");
  show(part("failed", "line", row), hasFailed);
}
