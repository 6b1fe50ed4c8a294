// Feeds the list of people from the meeting: who comes and goes, speaks, is muted, seen or weak.

/** Connects `people` to a meeting that has not begun. */
export function watch(meeting, people) {
  const { av } = meeting;
  const followed = new Set();
  av.realtimeSubscribeToAttendeeIdPresence((id, isPresent, externalId) => {
    if (!isPresent) return people.gone(id);
    people.arrived(id, externalId);
    if (!followed.has(id)) follow(av, id, people); // a reconnect reports everybody once more
    followed.add(id);
  });
  meeting.listen({
    remoteVideoSourcesDidChange: (sources) =>
      people.sending(sources.map(({ attendee }) => attendee.attendeeId)),
  });
  meeting.onSpeakers((ids) => people.speaking(ids));
}

function follow(av, id, people) {
  av.realtimeSubscribeToVolumeIndicator(id, (_id, _volume, muted, signal) => {
    if (muted !== null) people.note(id, { muted });
    if (signal !== null) people.note(id, { signal }); // 0, 0.5 or 1; null: unchanged
  });
}
