// Which tiles are on the stage, and in which order. Pure.

/**
 * @typedef {object} Tiled what the layout needs to know about a participant
 * @property {string} id
 * @property {boolean} isMe
 * @property {boolean} camera whether their camera is on
 *
 * @typedef {"grid" | "speaker"} View
 * @typedef {"tile" | "small" | "hidden"} SelfView how one's own picture is shown
 *
 * @typedef {object} Facts
 * @property {Tiled[]} people
 * @property {string[]} order the order of the tiles until now
 * @property {string} sharerId who shares a screen, or ""
 * @property {string} pinnedId
 * @property {string} speakerId who speaks, or spoke last
 * @property {string} largeId the large tile until now, or ""
 * @property {View} view
 * @property {SelfView} selfView
 * @property {number} page counted from 0
 * @property {number} width of the stage in CSS pixels
 * @property {number} height
 *
 * @typedef {object} Layout
 * @property {string} large the tile of the shared screen ("<id>#content"), else of the pinned
 *   participant, else of the speaker if the view is theirs, else ""
 * @property {string[]} small the ids of the other tiles on this page
 * @property {string} corner one's own id if one's picture is small, else ""
 * @property {number} page counted from 0
 * @property {number} pages
 * @property {string[]} order of everybody, shown or not
 */

const LEAST_TILE = { width: 150, height: 105 }; // CSS pixels
const LEAST_IN_STRIP = { width: 110, height: 76 };
const LEAST_COUNT = 2;
const MOST_COUNT = 12;
const MOST_IN_STRIP = 6;

/**
 * The number of tiles that fit on a page: `size` without a large one, `strip` beside it.
 * @param {number} width of the stage in CSS pixels
 * @param {number} height
 */
export function capacity(width, height) {
  const columns = Math.floor(width / LEAST_TILE.width);
  const rows = Math.floor(height / LEAST_TILE.height);
  const beside = Math.floor(height / LEAST_IN_STRIP.height);
  const below = Math.floor(width / LEAST_IN_STRIP.width);
  return {
    size: between(columns * rows, LEAST_COUNT, MOST_COUNT),
    strip: between(isWide(width, height) ? beside : below, LEAST_COUNT, MOST_IN_STRIP),
  };
}

/**
 * Whether the strip stands beside the large tile, not below it.
 * @param {number} width
 * @param {number} height
 */
export function isWide(width, height) {
  return width > height;
}

/**
 * Everybody keeps their place: newcomers come last, oneself first. Beyond one page, those with a
 * camera change places with those without, who get no page of their own.
 * @param {Facts} facts
 * @returns {Layout}
 */
export function gridLayout(facts) {
  const { page, width, height } = facts;
  const large = largeTile(facts);
  const corner = cornerTile(facts, large);
  const size = capacity(width, height)[large ? "strip" : "size"];
  const inGrid = gridPeople(facts, large);
  const order = withPromotions(withNewcomers(facts), inGrid, facts, size);
  const pages = pagesFor(inGrid, size);
  const idsInGrid = new Set(inGrid.map(({ id }) => id));
  const ids = pinnedFirst(
    order.filter((id) => idsInGrid.has(id)),
    facts.pinnedId,
  );
  const shown = between(page, 0, pages - 1);
  const small = ids.slice(shown * size, (shown + 1) * size);
  return { large, small, corner, page: shown, pages, order };
}

/**
 * @param {Facts} facts
 * @returns {string}
 */
function largeTile({ people, sharerId, pinnedId, speakerId, largeId, view }) {
  if (sharerId) return `${sharerId}#content`;
  if (people.some(({ id }) => id === pinnedId)) return pinnedId;
  if (view !== "speaker") return "";
  const others = people.filter(({ isMe }) => !isMe);
  /** @param {string} wanted */
  const find = (wanted) => others.find(({ id }) => id === wanted);
  const withCamera = others.find(({ camera }) => camera);
  return (find(speakerId) ?? find(largeId) ?? withCamera ?? others[0])?.id ?? "";
}

/**
 * Whether one's own tile is somewhere else than among the others: never while one is alone.
 * @param {Facts} facts
 */
function isAside({ people, selfView }) {
  return selfView !== "tile" && people.some(({ isMe }) => !isMe);
}

/**
 * @param {Facts} facts
 * @param {string} large
 */
function cornerTile(facts, large) {
  const me = facts.people.find(({ isMe, id }) => isMe && id !== large);
  return me && isAside(facts) && facts.selfView === "small" ? me.id : "";
}

/**
 * @param {Facts} facts
 * @param {string} large
 */
function gridPeople(facts, large) {
  const aside = isAside(facts);
  return facts.people.filter(({ id, isMe }) => id !== large && !(isMe && aside));
}

/** @param {Facts} facts */
function withNewcomers({ people, order }) {
  const here = new Set(people.map(({ id }) => id));
  const known = order.filter((id) => here.has(id));
  const before = new Set(known);
  const arrived = people.filter(({ id }) => !before.has(id));
  const mine = arrived.filter(({ isMe }) => isMe);
  const others = arrived.filter(({ isMe }) => !isMe);
  return [...mine.map(({ id }) => id), ...known, ...others.map(({ id }) => id)];
}

/**
 * @param {Tiled[]} inGrid
 * @param {number} size
 */
function pagesFor(inGrid, size) {
  const needed = inGrid.filter(({ camera, isMe }) => camera || isMe).length;
  return Math.max(1, Math.ceil(needed / size));
}

/**
 * `order`, in which those of `inGrid` whose camera is on have a place on a page, and the speaker
 * one on the first page.
 * @param {string[]} order
 * @param {Tiled[]} inGrid
 * @param {Facts} facts
 * @param {number} size
 */
function withPromotions(order, inGrid, { speakerId }, size) {
  const byId = new Map(inGrid.map((person) => [person.id, person]));
  const ids = order.filter((id) => byId.has(id));
  const places = pagesFor(inGrid, size) * size;
  /** @param {string} id */
  const isNeeded = (id) => Boolean(byId.get(id)?.camera || byId.get(id)?.isMe);
  for (const id of ids.slice(places).filter(isNeeded)) {
    const free = ids.slice(0, places).findLastIndex((other) => !isNeeded(other));
    swap(ids, free, ids.indexOf(id));
  }
  if (byId.get(speakerId)?.camera && ids.indexOf(speakerId) >= size)
    swap(ids, size - 1, ids.indexOf(speakerId));
  let at = 0;
  return order.map((id) => (byId.has(id) ? (ids[at++] ?? id) : id));
}

/**
 * @param {string[]} ids
 * @param {number} one
 * @param {number} other
 */
function swap(ids, one, other) {
  [ids[one], ids[other]] = [ids[other] ?? "", ids[one] ?? ""];
}

/**
 * @param {string[]} ids
 * @param {string} pinnedId
 */
function pinnedFirst(ids, pinnedId) {
  if (!ids.includes(pinnedId)) return ids;
  return [pinnedId, ...ids.filter((id) => id !== pinnedId)];
}

/**
 * @param {number} value
 * @param {number} least
 * @param {number} most
 */
function between(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
