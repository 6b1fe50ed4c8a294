// Camera and microphone as they are on coming into a meeting.

/**
 * @import { Joined } from "./join_api.js"
 * @import { Meeting } from "./meeting.js"
 * @import { RoomSession } from "./room_session.js"
 */

/**
 * Starts the devices as the attendee chose, and as the organizer wants everybody to come in; what a
 * moderator has said of that since counts more than what the portal told.
 * @param {RoomSession} session
 * @param {Joined} joined
 * @param {Meeting} meeting
 */
export async function prepareDevices({ devices, choice, entryRules }, joined, { av }) {
  const { muted, camera_off: cameraOff } = entryRules ?? joined;
  const isForbidden = joined.meeting.MeetingFeatures?.Video?.MaxResolution === "None";
  const hasMic = choice.mic && (devices.running.mic || !(await devices.start("mic")));
  if (!hasMic) await devices.listenOnly();
  if (!hasMic || choice.muted || muted) av.realtimeMuteLocalAudio();
  const wantsCamera = choice.camera && !cameraOff && !isForbidden;
  if (wantsCamera && !devices.running.camera) await devices.start("camera");
  if (!wantsCamera) await devices.stop("camera");
  await devices.useSpeaker();
}
