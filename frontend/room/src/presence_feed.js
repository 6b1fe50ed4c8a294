// Feeds the participants from the meeting: who comes and goes, speaks, is muted, is seen, or has a
// weak connection.

/**
 * @import { AudioVideoFacade } from "amazon-chime-sdk-js"
 * @import { Meeting } from "./meeting.js"
 * @import { Participants } from "./participants.js"
 */

/**
 * Connects `participants` to a meeting that has not begun.
 * @param {Meeting} meeting
 * @param {Participants} participants
 */
export function feedPresence(meeting, participants) {
  const { av } = meeting;
  const followed = new Set();
  av.realtimeSubscribeToAttendeeIdPresence((id, isPresent, externalId) => {
    if (!isPresent) return participants.remove(id);
    participants.add(id, externalId ?? "");
    if (!followed.has(id)) followVolume(av, id, participants); // a reconnect reports all once more
    followed.add(id);
  });
  meeting.listen({
    remoteVideoSourcesDidChange: (sources) =>
      participants.setSending(sources.map(({ attendee }) => attendee.attendeeId)),
  });
  meeting.onSpeakers((ids) => participants.setSpeaking(ids));
}

/**
 * @param {AudioVideoFacade} av
 * @param {string} id
 * @param {Participants} participants
 */
function followVolume(av, id, participants) {
  av.realtimeSubscribeToVolumeIndicator(id, (_id, _volume, muted, signal) => {
    if (muted !== null) participants.update(id, { muted });
    if (signal !== null) participants.update(id, { signal }); // 0, 0.5 or 1; null: unchanged
  });
}
