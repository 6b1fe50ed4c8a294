// Getting ready: preview, microphone level, speaker test, and what the attendee wants to have on.

import { showDeviceHelp } from "./device_help.js";
import { fillDeviceMenus } from "./device_menus.js";
import { initials } from "./display_names.js";
import { config, part, setText, show } from "./dom.js";
import { startMicLevel, stopMicLevel } from "./mic_level.js";
import { translate } from "./strings.js";
import { deviceName } from "./tab_store.js";
import { playTestTone } from "./test_tone.js";

/**
 * @import { DeviceKind, Devices, InputKind } from "./devices.js"
 * @import { MediaChoice } from "./room_session.js"
 */

/** @type {InputKind[]} */
const KINDS = ["mic", "camera"];

/** @returns {HTMLVideoElement} */
const preview = () => part("preview");

/** The lobby; the devices that run when Join is pressed go on into the meeting. */
export class Lobby {
  /** @param {Devices} devices */
  constructor(devices) {
    this.devices = devices;
    this.wanted = { mic: true, camera: true };
    this.wasAsked = false; // whether the attendee was asked for access
    this.isOpen = true;
    for (const kind of KINDS) {
      part(kind, "lobby-switch").addEventListener("click", () => this.toggle(kind));
    }
    setText(part("my-initials"), initials(config().my_name));
    const { device_inside: inside } = config();
    show(part("elsewhere"), inside !== "" && inside !== deviceName());
    part("allow").addEventListener("click", () => this.open());
    part("test-speaker").addEventListener("click", () => this.testSpeaker());
    this.render();
  }

  /** Starts the devices at once if access was given before; else waits for the button. */
  async start() {
    const states = await Promise.all(["camera", "microphone"].map(permissionState));
    if (states.includes("granted")) this.open();
  }

  /**
   * What the attendee wants to have on, even while a device is still starting.
   * @returns {MediaChoice}
   */
  choice() {
    const { mic, camera } = this.wanted;
    return { mic: this.wasAsked && mic, camera: this.wasAsked && camera, muted: !mic };
  }

  async open() {
    this.wasAsked = true;
    this.isOpen = true;
    this.render();
    const wanted = KINDS.filter((kind) => this.wanted[kind]);
    const wasDismissed = wanted.length > 1 && (await this.devices.askForBoth());
    for (const kind of wanted) {
      if (wasDismissed) this.showDismissed(kind);
      else if (this.isOpen) await this.use(kind); // not after they have gone into the meeting
    }
    await fillDeviceMenus(this.devices);
    this.render();
  }

  /** @param {InputKind} kind */
  showDismissed(kind) {
    this.wanted[kind] = false;
    showDeviceHelp(kind, "dismissed");
  }

  /** @param {InputKind} kind */
  async use(kind) {
    const error = await this.devices.start(kind);
    showDeviceHelp(kind, error);
    this.wanted[kind] = !error;
    if (!error && this.isOpen) this.showPreview(kind);
  }

  /** @param {InputKind} kind */
  showPreview(kind) {
    if (kind === "mic") startMicLevel(this.devices);
    else this.devices.controller.startVideoPreviewForVideoInput(preview());
  }

  /** @param {InputKind} kind */
  hidePreview(kind) {
    if (kind === "mic") stopMicLevel();
    else this.devices.controller.stopVideoPreviewForVideoInput(preview());
  }

  /** @param {InputKind} kind */
  async toggle(kind) {
    if (!this.devices.running[kind]) {
      this.wasAsked = true;
      await this.use(kind);
      await fillDeviceMenus(this.devices);
    } else {
      this.wanted[kind] = false;
      this.hidePreview(kind);
      await this.devices.stop(kind);
    }
    this.render();
  }

  /**
   * Tries again after a refusal; the pressed button disappears, so the focus moves on to Join.
   * @param {InputKind} kind
   */
  async retry(kind) {
    await this.toggle(kind);
    if (this.devices.running[kind]) part("join").focus();
  }

  /**
   * Changes over to another device: picture and level come from it.
   * @param {DeviceKind} kind
   * @param {string} id
   */
  async changeDevice(kind, id) {
    const error = await this.devices.choose(kind, id);
    if (kind === "speaker") return;
    showDeviceHelp(kind, error);
    if (this.devices.running[kind] && !error) this.showPreview(kind);
    this.render();
  }

  async testSpeaker() {
    const result = await playTestTone(await this.devices.chosen("speaker")).then(
      () => "tone-played",
      () => "tone-failed",
    );
    setText(part("speaker-result"), translate(result));
  }

  /** Ends level and preview; the devices themselves go on into the meeting. */
  close() {
    this.isOpen = false;
    for (const kind of KINDS) this.hidePreview(kind);
  }

  render() {
    const { running } = this.devices;
    show(part("allow-box"), !this.wasAsked);
    show(preview(), running.camera);
    show(part("preview-off"), !running.camera);
    for (const kind of KINDS) renderSwitch(kind, running[kind]);
  }
}

/**
 * @param {InputKind} kind
 * @param {boolean} isRunning
 */
function renderSwitch(kind, isRunning) {
  const button = part(kind, "lobby-switch");
  button.dataset.on = String(isRunning);
  button.setAttribute("aria-pressed", String(isRunning));
  setText(part(`${kind}-state`), translate(isRunning ? `${kind}-is-on` : `${kind}-is-off`));
}

/** @param {string} feature */
async function permissionState(feature) {
  const name = /** @type {PermissionName} */ (feature);
  const status = await navigator.permissions?.query({ name }).catch(() => null);
  return status?.state ?? "";
}
