// Cameras, microphones and speakers: one controller for the whole visit, which devices are chosen,
// and which are there.

import { deviceError } from "./device_errors.js";
import { emitter } from "./emitter.js";
import { logger } from "./logger.js";
import { readPreference, storePreference } from "./preferences_store.js";
import { DeviceController } from "./sdk_devices.js";

/**
 * @typedef {"mic" | "camera"} InputKind
 * @typedef {InputKind | "speaker"} DeviceKind
 * @typedef {{ list: [], lost: [kind: InputKind] }} DeviceEvents
 */

const FEATURES = { mic: "microphone", camera: "camera" };
const CONSTRAINTS = { mic: { audio: true }, camera: { video: true } };

/**
 * The devices of this visit. It emits `list` when something was plugged in or out, and `lost`
 * (kind) when the device in use went away.
 */
export class Devices {
  constructor() {
    /** @type {import("./emitter.js").Emitter<DeviceEvents>} */
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
    /** @type {Record<InputKind, "on" | "off" | "silent">} What was asked for last. */
    this.intent = { mic: "off", camera: "off" };
  }

  /**
   * [{id, label}] of the devices that the browser shows; labels are "" until access was given.
   * @param {DeviceKind} kind
   */
  async list(kind) {
    const found = await this.request(kind).catch(() => []);
    const identified = found.filter(({ deviceId }) => deviceId);
    return identified.map(({ deviceId, label }) => ({ id: deviceId, label }));
  }

  /** @param {DeviceKind} kind */
  request(kind) {
    if (kind === "mic") return this.controller.listAudioInputDevices(true);
    if (kind === "camera") return this.controller.listVideoInputDevices(true);
    return this.controller.listAudioOutputDevices(true);
  }

  /**
   * The id in use: the stored one while it is there, else the first; "" if there is none.
   * @param {DeviceKind} kind
   */
  async chosen(kind) {
    const ids = (await this.list(kind)).map(({ id }) => id);
    const stored = readPreference(kind);
    return ids.includes(stored) ? stored : (ids[0] ?? "");
  }

  /** Asks for microphone and camera in one prompt; True if it was closed without an answer. */
  async askForBoth() {
    const both = { ...CONSTRAINTS.mic, ...CONSTRAINTS.camera };
    return (await errorOf("mic", () => requestAccess(both))) === "dismissed";
  }

  /**
   * Switches the chosen microphone or camera on; "" or why it failed, see device_errors.js.
   * @param {InputKind} kind
   */
  async start(kind) {
    this.intent[kind] = "on";
    const failed = (await this.accessError(kind)) || (await errorOf(kind, () => this.begin(kind)));
    // A slow start must not undo what was pressed meanwhile: a camera switched off stays off.
    if (this.intent[kind] !== "on") await this.applyIntent(kind);
    else this.running[kind] = !failed;
    if (failed && this.intent[kind] === "on") this.intent[kind] = "off";
    return failed;
  }

  /**
   * Before access is given devices have no ids, and the SDK cannot say why a request failed: then
   * the browser is asked directly.
   * @param {InputKind} kind
   */
  async accessError(kind) {
    if (await this.chosen(kind)) return "";
    return errorOf(kind, () => requestAccess(CONSTRAINTS[kind]));
  }

  /** @param {InputKind} kind */
  async begin(kind) {
    const id = await this.chosen(kind);
    if (kind === "mic") await this.controller.startAudioInput(id);
    else await this.controller.startVideoInput(id);
  }

  /** @param {InputKind} kind */
  applyIntent(kind) {
    return this.intent[kind] === "silent" ? this.listenOnly() : this.stop(kind);
  }

  /** @param {InputKind} kind */
  async stop(kind) {
    this.intent[kind] = "off";
    this.running[kind] = false;
    if (kind === "mic") await this.controller.stopAudioInput();
    else await this.controller.stopVideoInput();
  }

  /** Starts a silent stream as the microphone, so that the service counts a listener as present. */
  async listenOnly() {
    this.intent.mic = "silent";
    this.running.mic = false;
    await this.controller.startAudioInput(null);
  }

  /**
   * Uses `id` from now on, stores it, and changes over at once if this kind is running; "" or why
   * that failed.
   * @param {DeviceKind} kind
   * @param {string} id
   */
  async choose(kind, id) {
    storePreference(kind, id);
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

export function canChooseSpeaker() {
  return "setSinkId" in HTMLMediaElement.prototype;
}

/** @param {MediaStreamConstraints} constraints */
async function requestAccess(constraints) {
  const stream = await navigator.mediaDevices.getUserMedia(constraints);
  for (const track of stream.getTracks()) track.stop();
}

/**
 * "" if `attempt` succeeds, else why it failed.
 * @param {InputKind} kind
 * @param {() => Promise<unknown>} attempt
 */
async function errorOf(kind, attempt) {
  try {
    await attempt();
    return "";
  } catch (error) {
    const { cause, name, message } = /** @type {Error & { cause?: Error }} */ (error);
    const original = cause ?? { name, message }; // the SDK wraps the browser's own error
    return deviceError({ error: original, ...(await circumstances(FEATURES[kind])) });
  }
}

/** @param {string} feature */
async function circumstances(feature) {
  const policy = document.permissionsPolicy ?? document.featurePolicy;
  const name = /** @type {PermissionName} */ (feature);
  const status = await navigator.permissions?.query({ name }).catch(() => null);
  return {
    isSecure: window.isSecureContext,
    isFramed: window.top !== window,
    hasDevicesApi: Boolean(navigator.mediaDevices?.getUserMedia),
    policyAllows: policy?.allowsFeature?.(feature) ?? null,
    permission: status?.state ?? "",
  };
}
