// What a participant is called. The service's name comes first, the portal's second, and the name
// that they give themselves third. Pure.

const MAX_LENGTH = 60;
// Control characters, and the marks that turn the direction of the text around them.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const LIKE_A_NAME = /^\p{L}[\p{L}\p{M}\p{Nd} .'’-]*$/u;
const LIKE_A_MAIL_ADDRESS = /\S@\S+\.\S/;
const LIKE_A_NUMBER = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$|^[\da-f]{16,}$/i;

/**
 * `text` as one line of at most 60 characters that can be shown; "" if nothing is left.
 * @param {string | null | undefined} text
 */
export function plainName(text) {
  const line = String(text ?? "")
    .replace(UNPRINTABLE, " ")
    .replace(/\s+/g, " ")
    .trim();
  return Array.from(line).slice(0, MAX_LENGTH).join("").trim();
}

/**
 * The service's own id if it reads like a name, else ""; a mail address, a number or a key does
 * not.
 * @param {string | null | undefined} externalId
 */
export function nameFromId(externalId) {
  const text = plainName(externalId);
  return LIKE_A_NAME.test(text) && !LIKE_A_NUMBER.test(text) ? text : "";
}

/**
 * Whether two names would look the same to a reader.
 * @param {string} one
 * @param {string} other
 */
export function looksLike(one, other) {
  /** @param {string} name */
  const lettersOf = (name) =>
    plainName(name)
      .normalize("NFKD")
      .replace(/[^\p{L}\p{N}]/gu, "")
      .toLowerCase();
  return lettersOf(one) !== "" && lettersOf(one) === lettersOf(other);
}

/**
 * The name to show: `serviceName`, if it is no mail address; else `portalName`; else `ownName`,
 * which the participant sent, unless it looks like one of the names in `taken`, which the service
 * or the portal gave to somebody else; else a readable id; else "".
 * @param {object} names
 * @param {string} names.serviceName
 * @param {string} names.portalName
 * @param {string} names.ownName
 * @param {string} names.externalId
 * @param {string[]} [names.taken]
 */
export function displayName({ serviceName, portalName, ownName, externalId, taken = [] }) {
  const isMailAddress = LIKE_A_MAIL_ADDRESS.test(serviceName);
  const given = (isMailAddress ? "" : plainName(serviceName)) || plainName(portalName);
  if (given) return given;
  const own = plainName(ownName);
  const isTaken = taken.some((name) => looksLike(name, own));
  return (isTaken ? "" : own) || nameFromId(externalId);
}

/**
 * At most two capital letters, in the place of a missing picture.
 * @param {string} name
 */
export function initials(name) {
  const words = plainName(name).split(" ").filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => Array.from(word ?? "")[0]?.toLocaleUpperCase()).join("");
}
