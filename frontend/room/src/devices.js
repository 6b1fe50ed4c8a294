// Cameras, microphones and speakers: one controller for the whole visit, what is chosen, and what
// is there.

import { trouble } from "./device_errors.js";
import { emitter } from "./emitter.js";
import { logger } from "./meeting.js";
import { keep, recall } from "./preferences_store.js";
import { DeviceController } from "./sdk.js";

const FEATURES = { mic: "microphone", camera: "camera" };
const BEGIN = { mic: "startAudioInput", camera: "startVideoInput" };
const LIST = {
  mic: "listAudioInputDevices",
  camera: "listVideoInputDevices",
  speaker: "listAudioOutputDevices",
};
const WANTED = { mic: { audio: true }, camera: { video: true } };

/**
 * The devices of this visit. `on("list")` when something was plugged in or out, `on("lost", kind,
 * label)` when the one in use went away. Kinds: "mic", "camera", "speaker".
 */
export class Devices {
  constructor() {
    const events = emitter();
    this.on = events.on;
    this.controller = new DeviceController(logger, { enableWebAudio: false });
    // Our own requests ask for permission; listing must never open a prompt.
    this.controller.setDeviceLabelTrigger(async () => new MediaStream());
    this.controller.addDeviceChangeObserver({
      audioInputsChanged: () => events.emit("list"),
      audioOutputsChanged: () => events.emit("list"),
      videoInputsChanged: () => events.emit("list"),
      audioInputStreamEnded: () => events.emit("lost", "mic"),
      videoInputStreamEnded: () => events.emit("lost", "camera"),
    });
    this.running = { mic: false, camera: false };
    this.intent = { mic: "off", camera: "off" }; // "on", "off" or "silent": the last word counts
  }

  /** [{id, label}] of what the browser shows; labels are "" until access was given. */
  async list(kind) {
    const found = await this.controller[LIST[kind]](true).catch(() => []);
    const named = found.filter(({ deviceId }) => deviceId);
    return named.map(({ deviceId, label }) => ({ id: deviceId, label }));
  }

  /** The id in use: the remembered one while it is there, else the first; "" when there is none. */
  async chosen(kind) {
    const ids = (await this.list(kind)).map(({ id }) => id);
    return ids.includes(recall(kind)) ? recall(kind) : (ids[0] ?? "");
  }

  /** Asks for microphone and camera in one question; whether the person closed it unanswered. */
  async askForBoth() {
    return (await refusal("mic", () => probe({ ...WANTED.mic, ...WANTED.camera }))) === "dismissed";
  }

  /** Switches the chosen microphone or camera on; "" or why not, see device_errors.js. */
  async start(kind) {
    this.intent[kind] = "on";
    // Before access is given devices have no ids, and the SDK cannot say why a request failed.
    const refused = (await this.chosen(kind)) ? "" : await refusal(kind, () => probe(WANTED[kind]));
    const begun = async () => this.controller[BEGIN[kind]](await this.chosen(kind));
    const failed = refused || (await refusal(kind, begun));
    // A slow start must not undo what was pressed meanwhile: a camera switched off stays off.
    if (this.intent[kind] !== "on") await this.settle(kind);
    else Object.assign(this.running, { [kind]: !failed });
    if (failed && this.intent[kind] === "on") this.intent[kind] = "off";
    return failed;
  }

  settle(kind) {
    return this.intent[kind] === "silent" ? this.listenOnly() : this.stop(kind);
  }

  async stop(kind) {
    this.intent[kind] = "off";
    this.running[kind] = false;
    await this.controller[kind === "mic" ? "stopAudioInput" : "stopVideoInput"]();
  }

  /**
   * A silent stream in the microphone's place, so that the service counts a listener as present.
   */
  async listenOnly() {
    this.intent.mic = "silent";
    this.running.mic = false;
    await this.controller.startAudioInput(null);
  }

  /** Takes `id` from now on, remembers it, and changes over at once where the kind is running. */
  async choose(kind, id) {
    keep(kind, id);
    if (kind === "speaker") return this.useSpeaker();
    return this.running[kind] ? this.start(kind) : "";
  }

  async useSpeaker() {
    const id = await this.chosen("speaker");
    if (canChooseSpeaker()) await this.controller.chooseAudioOutput(id || null);
    return "";
  }

  async stopAll() {
    await this.stop("mic");
    await this.stop("camera");
  }
}

async function probe(wanted) {
  const stream = await navigator.mediaDevices.getUserMedia(wanted);
  for (const track of stream.getTracks()) track.stop();
}

/** "" when `attempt` succeeds, else why it did not. */
async function refusal(kind, attempt) {
  try {
    await attempt();
    return "";
  } catch (error) {
    const cause = error.cause ?? error; // the SDK wraps the browser's own error
    return trouble({ error: cause, ...(await circumstances(FEATURES[kind])) });
  }
}

export function canChooseSpeaker() {
  return "setSinkId" in HTMLMediaElement.prototype;
}

async function circumstances(feature) {
  const policy = document.permissionsPolicy ?? document.featurePolicy;
  const asked = await navigator.permissions?.query({ name: feature }).catch(() => null);
  return {
    isSecure: window.isSecureContext,
    isFramed: window.top !== window,
    hasDevicesApi: Boolean(navigator.mediaDevices?.getUserMedia),
    policyAllows: policy?.allowsFeature?.(feature) ?? null,
    permission: asked?.state ?? "",
  };
}
