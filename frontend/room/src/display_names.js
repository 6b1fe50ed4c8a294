// What a participant is called. The portal's word counts; what others say of themselves is second.

const LONGEST = 60;
// Control characters, and the marks that turn the direction of the text around them.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const LIKE_A_NAME = /^\p{L}[\p{L}\p{M}\p{Nd} .'’-]*$/u;
const LIKE_A_NUMBER = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$|^[\da-f]{16,}$/i;

/** `text` as one line of at most 60 characters that can be shown; "" when nothing is left. */
export function plainName(text) {
  const line = String(text ?? "")
    .replace(UNPRINTABLE, " ")
    .replace(/\s+/g, " ")
    .trim();
  return Array.from(line).slice(0, LONGEST).join("").trim();
}

/** The service's own id, where it reads like a name: never a mail address, a number or a key. */
export function nameInId(externalId) {
  const text = plainName(externalId);
  return LIKE_A_NAME.test(text) && !LIKE_A_NUMBER.test(text) ? text : "";
}

/** Whether two names would look the same to a reader. */
export function soundsLike(one, other) {
  const bare = (name) =>
    plainName(name)
      .normalize("NFKD")
      .replace(/[^\p{L}\p{N}]/gu, "")
      .toLowerCase();
  return bare(one) !== "" && bare(one) === bare(other);
}

/**
 * The name to show: what the portal told, else what they say of themselves unless that is a name
 * the
 * portal gave to somebody else, else a readable id, else "".
 */
export function nameFor({ told, said, externalId, taken = [] }) {
  const own = plainName(said);
  const borrowed = taken.some((name) => soundsLike(name, own));
  return plainName(told) || (borrowed ? "" : own) || nameInId(externalId);
}

/** At most two capital letters for a picture that is not there. */
export function initials(name) {
  const words = plainName(name).split(" ").filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => Array.from(word)[0].toLocaleUpperCase()).join("");
}
