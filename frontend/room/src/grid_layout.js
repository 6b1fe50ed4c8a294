// Which tiles are on the stage, and in which order. Pure.

/** Tiles on a page for a stage `width` in CSS pixels: `size` alone, `strip` beside a large one. */
export function capacity(width) {
  if (width >= 760) return { size: 12, strip: 4 };
  return width >= 460 ? { size: 6, strip: 3 } : { size: 4, strip: 2 };
}

// By number of tiles: rows few enough to leave the controls in sight.
const COLUMNS = [
  { from: 960, each: [1, 1, 2, 3, 2, 3, 3], more: 4 },
  { from: 760, each: [1, 1, 2, 2, 2, 3, 3, 3, 3, 3], more: 4 },
  { from: 460, each: [1, 1, 2, 2, 2], more: 3 },
  { from: 0, each: [1, 1, 1], more: 2 },
];

/** Columns that show `count` tiles well in a stage `width` in CSS pixels. */
export function columns(count, width) {
  const { each, more } = COLUMNS.find(({ from }) => width >= from);
  return each[count] ?? more;
}

/**
 * {large, small, page, pages}: ids of tiles. `large` is the shared screen ("<id>#content"), else
 * the
 * pinned person, else "". Cameras come in the order of arrival, oneself first; people without a
 * camera only fill what is left of the last page.
 */
export function arrange({ people, sharerId, pinnedId, speakerId, page, width }) {
  const large = sharerId
    ? `${sharerId}#content`
    : people.some(({ id }) => id === pinnedId)
      ? pinnedId
      : "";
  const space = capacity(width);
  const size = large ? space.strip : space.size;
  const ids = promoted(inOrder(people, large, pinnedId, size), people, speakerId, size);
  const pages = Math.max(1, Math.ceil(ids.length / size));
  const shown = Math.min(Math.max(page, 0), pages - 1);
  return { large, small: ids.slice(shown * size, (shown + 1) * size), page: shown, pages };
}

function inOrder(people, large, pinnedId, size) {
  const others = people.filter(({ id }) => id !== large);
  const first = ({ id, isMe }) => (id === pinnedId ? 0 : isMe ? 1 : 2);
  const cameras = others.filter(({ camera }) => camera).sort((a, b) => first(a) - first(b));
  const quiet = others.filter(({ camera }) => !camera);
  const pages = Math.max(1, Math.ceil(cameras.length / size));
  return [...cameras, ...quiet.slice(0, pages * size - cameras.length)].map(({ id }) => id);
}

// Who speaks with a camera on a later page takes the last place of the first.
function promoted(ids, people, speakerId, size) {
  const from = ids.indexOf(speakerId);
  const hasCamera = people.some(({ id, camera }) => id === speakerId && camera);
  if (from < size || !hasCamera) return ids;
  const swapped = [...ids];
  [swapped[size - 1], swapped[from]] = [ids[from], ids[size - 1]];
  return swapped;
}
