// One meeting with the Chime service, from the portal's answer until it is closed.

import { endReason } from "./end_reasons.js";
import { logger } from "./logger.js";
import { isWorthRejoining } from "./rejoining.js";
import {
  ActiveSpeakerPolicy,
  MeetingSession,
  MeetingSessionConfiguration,
  MeetingSessionStatusCode,
  VideoPriorityBasedPolicy,
} from "./sdk.js";

/**
 * @import { AudioVideoFacade, AudioVideoObserver } from "amazon-chime-sdk-js"
 * @import { Devices } from "./devices.js"
 * @import { Joined } from "./join_api.js"
 * @import { StateEvent } from "./state.js"
 */

/**
 * @typedef {object} Meeting
 * @property {AudioVideoFacade} av the SDK's interface to the meeting
 * @property {string} myId the attendee id of this person
 * @property {string} myExternalId
 * @property {InstanceType<typeof VideoPriorityBasedPolicy>} policy which videos to receive
 * @property {() => Promise<void>} begin
 * @property {() => void} close
 * @property {(observer: AudioVideoObserver) => void} listen
 * @property {(onSpeakers: (ids: string[]) => void) => void} onSpeakers
 * @typedef {(listener: (...args: any[]) => unknown) => (...args: any[]) => void} WhileOpen
 *   guards a listener, so that it hears nothing once the meeting is closed
 */

// Of the pings that the SDK sends every four seconds (see sdk_patches.mjs): with two missed, a frozen
// line is noticed within 13 seconds.
const MAX_MISSED_PONGS = 2;

/**
 * A meeting that has not begun.
 *
 * `dispatch` gets {type: "started" | "interrupted" | "stopped", reason?, canRejoin?} until close(); what the
 * service still says after that is dropped. The join token stays inside the SDK's configuration:
 * in memory, for as long as the meeting.
 * @param {Joined} joined
 * @param {object} context
 * @param {Devices} context.devices
 * @param {HTMLAudioElement} context.audio
 * @param {(event: StateEvent) => void} context.dispatch
 * @returns {Meeting}
 */
export function createMeeting(joined, { devices, audio, dispatch }) {
  const { settings, policy } = configurationFrom(joined);
  const { audioVideo: av } = new MeetingSession(settings, logger, devices.controller);
  let isOpen = true;
  /** @type {WhileOpen} */
  const whileOpen =
    (listener) =>
    (...args) =>
      isOpen && listener(...args);
  /** @param {AudioVideoObserver} observer */
  const listen = (observer) => av.addObserver(guarded(observer, whileOpen));
  listen(stateObserver(dispatch));
  return {
    listen,
    av,
    policy,
    myId: settings.credentials?.attendeeId ?? "",
    myExternalId: settings.credentials?.externalUserId ?? "",
    begin: () => begin(av, audio),
    close: () => {
      const wasOpen = isOpen;
      isOpen = false;
      if (wasOpen) close(av);
    },
    onSpeakers: (listener) =>
      av.subscribeToActiveSpeakerDetector(new ActiveSpeakerPolicy(), whileOpen(listener)),
  };
}

/**
 * The portal leaves out the address to which the SDK would report events, signed with the token.
 * @param {Joined} joined
 */
function configurationFrom({ meeting, attendee }) {
  const settings = new MeetingSessionConfiguration(meeting, attendee);
  const policy = new VideoPriorityBasedPolicy(logger);
  settings.videoDownlinkBandwidthPolicy = policy;
  settings.connectionHealthPolicyConfiguration.missedPongsUpperThreshold = MAX_MISSED_PONGS;
  return { settings, policy };
}

/**
 * `observer` with each of its listeners guarded.
 * @param {AudioVideoObserver} observer
 * @param {WhileOpen} whileOpen
 * @returns {AudioVideoObserver}
 */
function guarded(observer, whileOpen) {
  const listeners = Object.entries(observer);
  return Object.fromEntries(listeners.map(([name, listener]) => [name, whileOpen(listener)]));
}

/**
 * @param {(event: StateEvent) => void} dispatch
 * @returns {AudioVideoObserver}
 */
function stateObserver(dispatch) {
  return {
    audioVideoDidStart: () => dispatch({ type: "started" }),
    audioVideoDidStartConnecting: (isReconnect) => isReconnect && dispatch({ type: "interrupted" }),
    audioVideoDidStop: (status) => {
      const name = MeetingSessionStatusCode[status.statusCode()];
      dispatch({ type: "stopped", reason: endReason(name), canRejoin: isWorthRejoining(name) });
    },
  };
}

/**
 * @param {AudioVideoFacade} av
 * @param {HTMLAudioElement} audio
 */
async function begin(av, audio) {
  // Without setSinkId, or with a speaker that has gone, the sound still comes out of the default
  // speaker.
  await av.bindAudioElement(audio).catch((error) => logger.error(`sound: ${error.name}`));
  av.start();
}

/**
 * stop() comes first: a page that is being closed has time for one goodbye and nothing before it.
 * @param {AudioVideoFacade} av
 */
function close(av) {
  av.stop();
  av.stopContentShare();
  av.unbindAudioElement();
}
