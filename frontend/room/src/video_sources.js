// Which videos to receive from the service, and in which size.

import { TargetDisplaySize, VideoPreference, VideoPreferences } from "./sdk.js";

const MAX_IN_HIGH_SIZE = 4;

/**
 * Preferences for the tiles `ids` that are in sight; `largeId` is the large one, or "". Nobody
 * receives their own video.
 * @param {string[]} ids
 * @param {{ largeId: string, myId: string }} roles
 */
export function videoSourcesFor(ids, { largeId, myId }) {
  const preferences = VideoPreferences.prepare();
  for (const id of ids) {
    if (id.startsWith(myId)) continue;
    const isLarge = id === largeId;
    const isHigh = isLarge || ids.length <= MAX_IN_HIGH_SIZE;
    const size = isHigh ? TargetDisplaySize.High : TargetDisplaySize.Low;
    preferences.add(new VideoPreference(id, isLarge ? 1 : 2, size));
  }
  return preferences.build();
}
