// The buttons below the stage. Each does one thing, says what it will do, and keeps the focus.

import { announce } from "./announce.js";
import { showDeviceHelp } from "./device_help.js";
import { part, parts, setText, show } from "./dom.js";
import { translate } from "./strings.js";

/**
 * @import { DeviceKind, InputKind } from "./devices.js"
 * @import { Meeting } from "./meeting.js"
 * @import { RoomSession } from "./room_session.js"
 */

/**
 * {act(name)}, which does what the button `name` does; `extra` adds the actions of other parts.
 * @param {RoomSession} session
 * @param {Record<string, () => unknown>} extra
 */
export function startControls(session, extra) {
  /** @type {Record<string, () => unknown>} */
  const actions = { mic: () => toggleMic(session), camera: () => toggleCamera(session), ...extra };
  /** @param {string} name */
  const act = (name) => session.meeting && actions[name]?.();
  for (const button of parts("control")) {
    button.addEventListener("click", () => act(button.dataset.control ?? ""));
  }
  session.on("meeting", (meeting) => follow(session, meeting));
  session.on("state", () => render(session));
  session.devices.on("lost", (kind) => session.meeting && replaceLost(session, kind));
  return { act };
}

/**
 * @param {RoomSession} session
 * @param {Meeting} meeting
 */
function follow(session, meeting) {
  meeting.av.realtimeSubscribeToMuteAndUnmuteLocalAudio(() => render(session));
  meeting.listen({
    videoTileDidUpdate: ({ localTile }) => localTile && render(session),
    videoSendDidBecomeUnavailable: () => refuseCamera(session),
  });
}

/**
 * Shows `text` beside the buttons and announces it; "" removes it.
 * @param {string} text
 */
export function showNote(text) {
  setText(part("note"), text);
  show(part("note"), Boolean(text));
  if (text) announce("state", text);
}

/**
 * Changes over to the device `id` during the meeting, and shows why if that fails.
 * @param {RoomSession} session
 * @param {DeviceKind} kind
 * @param {string} id
 */
export async function changeDevice({ devices }, kind, id) {
  const error = await devices.choose(kind, id);
  if (kind !== "speaker") showDeviceHelp(kind, error);
}

/** @param {RoomSession} session */
async function toggleMic(session) {
  showNote("");
  if (!session.devices.running.mic && !(await startDevice(session, "mic"))) return;
  const av = session.meeting?.av;
  if (!av) return; // the meeting ended meanwhile
  const isMuted = av.realtimeIsLocalAudioMuted();
  announce("state", translate(isMuted ? "mic-is-on" : "mic-is-off"));
  if (isMuted) av.realtimeUnmuteLocalAudio();
  else av.realtimeMuteLocalAudio();
}

/** @param {RoomSession} session */
async function toggleCamera(session) {
  const { devices } = session;
  showNote("");
  if (devices.running.camera) await stopCamera(session);
  else if (await startDevice(session, "camera")) session.meeting?.av.startLocalVideoTile();
  announce("state", translate(devices.running.camera ? "camera-is-on" : "camera-is-off"));
  render(session);
}

/** @param {RoomSession} session */
async function stopCamera({ meeting, devices }) {
  meeting?.av.stopLocalVideoTile();
  await devices.stop("camera");
}

/**
 * Switches the device on; if that fails, opens the settings with the reason.
 * @param {RoomSession} session
 * @param {InputKind} kind
 */
async function startDevice({ devices }, kind) {
  const error = await devices.start(kind);
  /** @type {HTMLDialogElement} */
  const settings = part("settings");
  showDeviceHelp(kind, error);
  if (!error) settings.close();
  else if (!settings.open) settings.showModal();
  return !error;
}

/**
 * Another microphone takes over by itself; another camera does not, since it might show what
 * nobody meant to show.
 * @param {RoomSession} session
 * @param {InputKind} kind
 */
async function replaceLost(session, kind) {
  const { devices, meeting } = session;
  devices.running[kind] = false;
  if (kind === "camera") meeting?.av.stopLocalVideoTile();
  const isReplaced = kind === "mic" && !(await devices.start("mic"));
  if (kind === "mic" && !isReplaced) meeting?.av.realtimeMuteLocalAudio();
  showNote(translate(isReplaced ? "mic-replaced" : `${kind}-lost`));
  render(session);
}

/** @param {RoomSession} session */
async function refuseCamera(session) {
  await stopCamera(session);
  showNote(translate("no-more-cameras"));
  render(session);
}

/** @param {RoomSession} session */
function render(session) {
  if (!session.meeting) return;
  updateToggle("mic", isOn(session, "mic"));
  updateToggle("camera", isOn(session, "camera"));
}

/**
 * Whether the others hear or see this attendee.
 * @param {RoomSession} session
 * @param {InputKind} kind
 */
export function isOn({ meeting, devices }, kind) {
  if (kind === "camera") return devices.running.camera;
  return devices.running.mic && meeting?.av.realtimeIsLocalAudioMuted() === false;
}

/**
 * Mutes the microphone or stops the camera; False if the others did not hear or see them anyway.
 * @param {RoomSession} session
 * @param {InputKind} kind
 */
export async function switchOff(session, kind) {
  if (!isOn(session, kind)) return false;
  if (kind === "mic") session.meeting?.av.realtimeMuteLocalAudio();
  else await stopCamera(session);
  render(session);
  return true;
}

/**
 * Shows whether the button's thing is on, and names the button after what a press will do.
 * @param {string} name
 * @param {boolean} isOn
 */
export function updateToggle(name, isOn) {
  const button = part(name, "control");
  button.dataset.on = String(isOn);
  setText(part("label", "button", button), translate(isOn ? `${name}-off` : `${name}-on`));
}
