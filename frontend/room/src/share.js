// Sharing one's screen: one at a time, only where the browser can, stopped from either side.

import { announce } from "./announce.js";
import { showNote, updateToggle } from "./controls.js";
import { part, show } from "./dom.js";
import { translate } from "./strings.js";

/**
 * @import { Meeting } from "./meeting.js"
 * @import { Participants } from "./participants.js"
 * @typedef {{ meeting: Meeting, participants: Participants }} Attached
 */

const SAME_MOMENT_MS = 5000;

export class Share {
  constructor() {
    /** @type {Attached | null} */
    this.attached = null;
    this.isOn = false;
    this.changedAt = 0; // in milliseconds since 1970
    show(part("share", "control"), canShare());
    part("stop-share").addEventListener("click", () => this.toggle());
  }

  /**
   * @param {Meeting} meeting
   * @param {Participants} participants
   */
  attach(meeting, participants) {
    this.attached = { meeting, participants };
    this.isOn = false;
    meeting.av.addContentShareObserver({
      contentShareDidStart: () => this.setOn(true),
      contentShareDidStop: () => this.setOn(false), // also by the browser's own "Stop sharing"
    });
    participants.on("change", () => this.resolveTie());
    this.render();
  }

  async toggle() {
    if (!this.attached) return;
    const { meeting, participants } = this.attached;
    if (this.isOn) return meeting.av.stopContentShare();
    const sharer = participants.sharer();
    if (sharer) return this.showSharer(sharer);
    showNote("");
    await meeting.av.startContentShareFromScreenCapture().catch(showShareError);
  }

  /** @param {boolean} isOn */
  setOn(isOn) {
    this.isOn = isOn;
    this.changedAt = Date.now();
    announce("state", translate(isOn ? "share-is-on" : "share-is-off"));
    this.render();
  }

  /** If two began at the same moment, one of them, the same on both sides, steps back. */
  resolveTie() {
    this.render();
    const other = this.attached?.participants.sharer();
    const isTie = this.isOn && other && Date.now() - this.changedAt < SAME_MOMENT_MS;
    if (!this.attached || !isTie || this.attached.meeting.myId < other) return;
    this.attached.meeting.av.stopContentShare();
    this.showSharer(other);
  }

  /** @param {string} id */
  showSharer(id) {
    const name = this.attached?.participants.nameOf(id) ?? "";
    showNote(translate("somebody-shares", { name }));
  }

  render() {
    const isBlocked = !this.isOn && Boolean(this.attached?.participants.sharer());
    updateToggle("share", this.isOn);
    show(part("sharing"), this.isOn);
    part("share", "control").setAttribute("aria-disabled", String(isBlocked));
  }
}

function canShare() {
  const policy = document.permissionsPolicy ?? document.featurePolicy;
  const isAllowed = policy?.allowsFeature?.("display-capture") ?? true;
  return isAllowed && Boolean(navigator.mediaDevices?.getDisplayMedia);
}

/**
 * To close the browser's own chooser is no error; a system that forbids recording needs a hint.
 * @param {Error} error
 */
function showShareError({ name, message }) {
  const isOwnChoice = /PermissionDenied|NotAllowed/.test(name) && !/system/i.test(message);
  showNote(isOwnChoice ? "" : translate("share-refused"));
}
