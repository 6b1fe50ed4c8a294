// Getting ready: preview, level, speaker test, and with what one wants to go in.

import { showHelp } from "./device_help.js";
import { fillChoices } from "./device_menus.js";
import { initials } from "./display_names.js";
import { config, part, show, write } from "./dom.js";
import { startLevel, stopLevel } from "./mic_level.js";
import { word } from "./strings.js";
import { playTone } from "./test_tone.js";

/** The lobby over `devices`; what runs in them when the person presses Join goes in with them. */
export class Lobby {
  constructor(devices) {
    this.devices = devices;
    this.wanted = { mic: true, camera: true };
    this.wasAsked = false;
    this.isOpen = true;
    for (const kind of ["mic", "camera"]) {
      part(kind, "lobby-switch").addEventListener("click", () => this.turn(kind));
    }
    write(part("my-initials"), initials(config().my_name));
    part("allow").addEventListener("click", () => this.open());
    part("test-speaker").addEventListener("click", () => this.testSpeaker());
    this.draw();
  }

  /** Starts the devices at once where access was given before; else waits for the button. */
  async arrive() {
    const states = await Promise.all(["camera", "microphone"].map(permission));
    if (states.includes("granted")) this.open();
  }

  /** {mic, camera, muted}: with what the person goes in, pressed while a device still starts or not. */
  luggage() {
    const { mic, camera } = this.wanted;
    return { mic: this.wasAsked && mic, camera: this.wasAsked && camera, muted: !mic };
  }

  async open() {
    this.wasAsked = true;
    this.isOpen = true;
    const wanted = ["mic", "camera"].filter((kind) => this.wanted[kind]);
    const wasDismissed = wanted.length > 1 && (await this.devices.askForBoth());
    for (const kind of wanted) {
      if (wasDismissed) this.dismissed(kind);
      else if (this.isOpen) await this.use(kind); // gone in meanwhile: nothing starts behind them
    }
    await fillChoices(this.devices);
    this.draw();
  }

  dismissed(kind) {
    this.wanted[kind] = false;
    showHelp(kind, "dismissed");
  }

  async use(kind) {
    const refused = await this.devices.start(kind);
    showHelp(kind, refused);
    this.wanted[kind] = !refused;
    if (!refused && this.isOpen) this.look(kind);
  }

  look(kind) {
    if (kind === "mic") return startLevel(this.devices);
    return this.devices.controller.startVideoPreviewForVideoInput(part("preview"));
  }

  async turn(kind) {
    if (!this.devices.running[kind]) {
      this.wasAsked = true;
      await this.use(kind);
      await fillChoices(this.devices);
    } else {
      this.wanted[kind] = false;
      await this.rest(kind);
    }
    this.draw();
  }

  /** Another try after a refusal; what was pressed goes away, so the focus goes on to Join. */
  async again(kind) {
    await this.turn(kind);
    if (this.devices.running[kind]) part("join").focus();
  }

  async rest(kind) {
    if (kind === "mic") stopLevel();
    else this.devices.controller.stopVideoPreviewForVideoInput(part("preview"));
    await this.devices.stop(kind);
  }

  /** Another device was chosen: picture and level come from it. */
  async changed(kind, id) {
    const refused = await this.devices.choose(kind, id);
    if (kind === "speaker") return;
    showHelp(kind, refused);
    if (this.devices.running[kind] && !refused) this.look(kind);
    this.draw();
  }

  draw() {
    show(part("allow-box"), !this.wasAsked);
    show(part("preview"), this.devices.running.camera);
    show(part("preview-off"), !this.devices.running.camera);
    for (const kind of ["mic", "camera"]) this.drawSwitch(kind);
  }

  drawSwitch(kind) {
    const button = part(kind, "lobby-switch");
    const isRunning = this.devices.running[kind];
    button.dataset.on = isRunning;
    button.setAttribute("aria-pressed", isRunning);
    write(part(`${kind}-state`), word(isRunning ? `${kind}-is-on` : `${kind}-is-off`));
  }

  async testSpeaker() {
    const heard = await playTone(await this.devices.chosen("speaker")).then(
      () => "tone-played",
      () => "tone-failed",
    );
    write(part("speaker-result"), word(heard));
  }

  /** Ends meter and preview; the devices themselves go on into the meeting. */
  close() {
    this.isOpen = false;
    stopLevel();
    this.devices.controller.stopVideoPreviewForVideoInput(part("preview"));
  }
}

async function permission(name) {
  const asked = await navigator.permissions?.query({ name }).catch(() => null);
  return asked?.state ?? "";
}
