// One meeting with the Chime service, from the portal's answer until it is closed.

import { endReason } from "./end_reasons.js";
import {
  ActiveSpeakers,
  Configuration,
  Logger,
  LogLevel,
  PriorityPolicy,
  Session,
  StatusCode,
} from "./sdk.js";

// INFO would print meeting ids. Each reconnect makes the SDK stumble over its own statistics.
class RoomLogger extends Logger {
  error(message) {
    if (!String(message).startsWith("Error reporting event")) super.error(message);
  }
}

export const logger = new RoomLogger("room", LogLevel.ERROR);

/**
 * A meeting that has not begun: {av, myId, myExternalId, policy, begin(), close(),
 * listen(observer), onSpeakers(heard)}.
 *
 * `tell` gets {type: "started" | "interrupted" | "stopped", reason?} until close(); what the
 * service
 * still says after that belongs to nobody. The join token stays inside the SDK's configuration: in
 * memory, for as long as the meeting.
 */
export function meetingOf(joined, { devices, sound, tell }) {
  const settings = configuration(joined);
  const { audioVideo: av } = new Session(settings, logger, devices.controller);
  let isOpen = true;
  const whileOpen =
    (heard) =>
    (...facts) =>
      isOpen && heard(...facts);
  const listen = (observer) =>
    av.addObserver(
      Object.fromEntries(
        Object.entries(observer).map(([event, heard]) => [event, whileOpen(heard)]),
      ),
    );
  listen({
    audioVideoDidStart: () => tell({ type: "started" }),
    audioVideoDidStartConnecting: (again) => again && tell({ type: "interrupted" }),
    audioVideoDidStop: (status) =>
      tell({ type: "stopped", reason: endReason(StatusCode[status.statusCode()]) }),
  });
  return {
    listen,
    av,
    myId: settings.credentials.attendeeId,
    myExternalId: settings.credentials.externalUserId,
    policy: settings.videoDownlinkBandwidthPolicy,
    begin: () => begin(av, sound),
    close: () => isOpen && close(av, () => (isOpen = false)),
    onSpeakers: (heard) =>
      av.subscribeToActiveSpeakerDetector(new ActiveSpeakers(), whileOpen(heard)),
  };
}

// The portal leaves the address out to which the SDK would report events, signed with the token.
function configuration({ meeting, attendee }) {
  const settings = new Configuration(meeting, attendee);
  settings.videoDownlinkBandwidthPolicy = new PriorityPolicy(logger);
  return settings;
}

async function begin(av, sound) {
  // Without setSinkId, or with a speaker that has gone, the sound still comes out of the default
  // one.
  await av.bindAudioElement(sound).catch((error) => logger.error(`sound: ${error.name}`));
  av.start();
}

// stop() stands first: a page that is being closed has time for one goodbye, and nothing before it.
function close(av, closed) {
  closed();
  av.stop();
  av.stopContentShare();
  av.unbindAudioElement();
}
