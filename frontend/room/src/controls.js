// The buttons below the stage. Each does one thing, says what it will do, and keeps the focus.

import { announce } from "./announce.js";
import { showHelp } from "./device_help.js";
import { part, parts, show, write } from "./dom.js";
import { word } from "./strings.js";

/** {act(name)} over the visit; `extra` adds the actions of other parts by their button's name. */
export function startControls(visit, extra) {
  const actions = { mic: () => toggleMic(visit), camera: () => toggleCamera(visit), ...extra };
  const act = (name) => visit.meeting && actions[name]?.();
  for (const button of parts("control")) {
    button.addEventListener("click", () => act(button.dataset.control));
  }
  visit.on("meeting", (meeting) => follow(visit, meeting));
  visit.on("state", () => draw(visit));
  visit.devices.on("lost", (kind) => visit.meeting && lost(visit, kind));
  return { act };
}

function follow(visit, meeting) {
  meeting.av.realtimeSubscribeToMuteAndUnmuteLocalAudio(() => draw(visit));
  meeting.listen({
    videoTileDidUpdate: ({ localTile }) => localTile && draw(visit),
    videoSendDidBecomeUnavailable: () => noMoreCameras(visit),
  });
}

/** Shows `text` beside the buttons and says it; "" takes it away. */
export function note(text) {
  write(part("note"), text);
  show(part("note"), Boolean(text));
  if (text) announce("state", text);
}

/** Changes over to the device `id` in mid-meeting, and shows why where that fails. */
export async function changeDevice({ devices }, kind, id) {
  const refused = await devices.choose(kind, id);
  if (kind !== "speaker") showHelp(kind, refused);
}

async function toggleMic(visit) {
  const { av } = visit.meeting;
  note("");
  if (!visit.devices.running.mic && !(await got(visit, "mic"))) return undefined;
  const isMuted = av.realtimeIsLocalAudioMuted();
  announce("state", word(isMuted ? "mic-is-on" : "mic-is-off"));
  return isMuted ? av.realtimeUnmuteLocalAudio() : av.realtimeMuteLocalAudio();
}

async function toggleCamera(visit) {
  const { av } = visit.meeting;
  note("");
  if (visit.devices.running.camera) await putCameraAway(visit);
  else if (await got(visit, "camera")) av.startLocalVideoTile();
  announce("state", word(visit.devices.running.camera ? "camera-is-on" : "camera-is-off"));
  draw(visit);
}

async function putCameraAway({ meeting, devices }) {
  meeting.av.stopLocalVideoTile();
  await devices.stop("camera");
}

/** Switches the device on; where it is refused, opens the settings with the reason. */
async function got(visit, kind) {
  const refused = await visit.devices.start(kind);
  showHelp(kind, refused);
  if (!refused) part("settings").close();
  else if (!part("settings").open) part("settings").showModal();
  return !refused;
}

/** Another microphone takes over by itself; another camera might show what nobody meant to show. */
async function lost(visit, kind) {
  const { devices, meeting } = visit;
  devices.running[kind] = false;
  if (kind === "camera") meeting.av.stopLocalVideoTile();
  const replaced = kind === "mic" && !(await devices.start("mic"));
  if (kind === "mic" && !replaced) meeting.av.realtimeMuteLocalAudio();
  note(word(replaced ? "mic-replaced" : `${kind}-lost`));
  draw(visit);
}

async function noMoreCameras(visit) {
  await putCameraAway(visit);
  note(word("no-more-cameras"));
  draw(visit);
}

function draw({ meeting, devices }) {
  if (!meeting) return;
  label("mic", devices.running.mic && !meeting.av.realtimeIsLocalAudioMuted());
  label("camera", devices.running.camera);
}

/** Names the button after what a press will do. */
export function label(name, isOn) {
  const button = part(name, "control");
  button.dataset.on = isOn;
  write(part("label", "button", button), word(isOn ? `${name}-off` : `${name}-on`));
}
