// Which tiles are on the stage, and in which order. Pure.

/**
 * @typedef {object} Tiled what the layout needs to know about a participant
 * @property {string} id
 * @property {boolean} isMe
 * @property {boolean} camera whether their camera is on
 */

/**
 * @typedef {object} Layout
 * @property {string} large the tile of the shared screen ("<id>#content"), else of the pinned
 *   participant, else ""
 * @property {string[]} small the ids of the other tiles on this page
 * @property {number} page counted from 0
 * @property {number} pages
 */

/**
 * Tiles on a page for a stage `width` in CSS pixels: `size` alone, `strip` beside a large one.
 * @param {number} width
 */
export function capacity(width) {
  if (width >= 760) return { size: 12, strip: 4 };
  return width >= 460 ? { size: 6, strip: 3 } : { size: 4, strip: 2 };
}

// By number of tiles: there are few enough rows to leave the controls in sight.
const COLUMNS = [
  { from: 960, each: [1, 1, 2, 3, 2, 3, 3], more: 4 },
  { from: 760, each: [1, 1, 2, 2, 2, 3, 3, 3, 3, 3], more: 4 },
  { from: 460, each: [1, 1, 2, 2, 2], more: 3 },
];
const NARROW = { each: [1, 1, 1], more: 2 };

/**
 * The number of columns that shows `count` tiles well in a stage `width` in CSS pixels.
 * @param {number} count
 * @param {number} width
 */
export function columns(count, width) {
  const { each, more } = COLUMNS.find(({ from }) => width >= from) ?? NARROW;
  return each[count] ?? more;
}

/**
 * Cameras come in the order of arrival, the attendee's own first; participants without a camera
 * only fill the rest of the last page.
 * @param {object} facts
 * @param {Tiled[]} facts.people
 * @param {string} facts.sharerId
 * @param {string} facts.pinnedId
 * @param {string} facts.speakerId
 * @param {number} facts.page
 * @param {number} facts.width of the stage in CSS pixels
 * @returns {Layout}
 */
export function gridLayout({ people, sharerId, pinnedId, speakerId, page, width }) {
  const isPinnedHere = people.some(({ id }) => id === pinnedId);
  const large = sharerId ? `${sharerId}#content` : isPinnedHere ? pinnedId : "";
  const { size: alone, strip } = capacity(width);
  const size = large ? strip : alone;
  const ids = withSpeakerFirst(inOrder(people, large, pinnedId, size), people, speakerId, size);
  const pages = Math.max(1, Math.ceil(ids.length / size));
  const shown = Math.min(Math.max(page, 0), pages - 1);
  return { large, small: ids.slice(shown * size, (shown + 1) * size), page: shown, pages };
}

/**
 * @param {Tiled[]} people
 * @param {string} large
 * @param {string} pinnedId
 * @param {number} size
 */
function inOrder(people, large, pinnedId, size) {
  const others = people.filter(({ id }) => id !== large);
  /** @param {Tiled} person */
  const rank = ({ id, isMe }) => (id === pinnedId ? 0 : isMe ? 1 : 2);
  const cameras = others.filter(({ camera }) => camera).sort((a, b) => rank(a) - rank(b));
  const withoutCamera = others.filter(({ camera }) => !camera);
  const pages = Math.max(1, Math.ceil(cameras.length / size));
  const fill = withoutCamera.slice(0, pages * size - cameras.length);
  return [...cameras, ...fill].map(({ id }) => id);
}

/**
 * A speaker with a camera on a later page takes the last place of the first page.
 * @param {string[]} ids
 * @param {Tiled[]} people
 * @param {string} speakerId
 * @param {number} size
 */
function withSpeakerFirst(ids, people, speakerId, size) {
  const from = ids.indexOf(speakerId);
  const hasCamera = people.some(({ id, camera }) => id === speakerId && camera);
  if (from < size || !hasCamera) return ids;
  const swapped = [...ids];
  [swapped[size - 1], swapped[from]] = [ids[from], ids[size - 1]];
  return swapped;
}
