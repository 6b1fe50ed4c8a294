// The links in a chat line. Pure.

// No spaces, quotes or brackets; no full stop at the end: that one belongs to the sentence.
const LINK = /https:\/\/[^\s<>"'()[\]{}]+[^\s<>"'()[\]{}.,;:!?]/g;

/**
 * `text` in parts, in order; `url` is "" for plain text. Only https addresses without a user's
 * name are links: "https://bank.example@other.example/" leads to the other one.
 * @param {string} text
 * @returns {{ text: string, url: string }[]}
 */
export function withLinks(text) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    const url = safeUrl(match[0]);
    if (!url) continue;
    parts.push({ text: text.slice(at, match.index), url: "" }, { text: match[0], url });
    at = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(at), url: "" }].filter((part) => part.text);
}

/** @param {string} link */
function safeUrl(link) {
  if (!URL.canParse(link)) return "";
  const { protocol, username, password, href } = new URL(link);
  return protocol === "https:" && !username && !password ? href : "";
}
