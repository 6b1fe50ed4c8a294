// Sharing one's screen: one at a time, only where the browser can, stopped from either side.

import { announce } from "./announce.js";
import { label, note } from "./controls.js";
import { part, show } from "./dom.js";
import { word } from "./strings.js";

const SAME_MOMENT_MS = 5000;

export class Share {
  constructor() {
    Object.assign(this, { isOn: false, since: 0 });
    show(part("share", "control"), canShare());
    part("stop-share").addEventListener("click", () => this.toggle());
  }

  attend(meeting, people) {
    Object.assign(this, { meeting, people, isOn: false });
    meeting.av.addContentShareObserver({
      contentShareDidStart: () => this.changed(true),
      contentShareDidStop: () => this.changed(false), // also the browser's own "Stop sharing"
    });
    people.on("change", () => this.giveWay());
    this.draw();
  }

  async toggle() {
    if (this.isOn) return this.meeting.av.stopContentShare();
    const sharer = this.people.sharer();
    if (sharer) return note(word("somebody-shares", { name: this.people.nameOf(sharer) }));
    note("");
    return this.meeting.av.startContentShareFromScreenCapture().catch((error) => refused(error));
  }

  changed(isOn) {
    Object.assign(this, { isOn, since: Date.now() });
    announce("state", word(isOn ? "share-is-on" : "share-is-off"));
    this.draw();
  }

  // Two who began at the same moment: one of them, the same on both sides, steps back.
  giveWay() {
    this.draw();
    const other = this.people.sharer();
    const isTie = this.isOn && other && Date.now() - this.since < SAME_MOMENT_MS;
    if (!isTie || this.meeting.myId < other) return;
    this.meeting.av.stopContentShare();
    note(word("somebody-shares", { name: this.people.nameOf(other) }));
  }

  draw() {
    label("share", this.isOn);
    show(part("sharing"), this.isOn);
    part("share", "control").setAttribute(
      "aria-disabled",
      !this.isOn && Boolean(this.people.sharer()),
    );
  }
}

function canShare() {
  const policy = document.permissionsPolicy ?? document.featurePolicy;
  const isAllowed = policy?.allowsFeature?.("display-capture") ?? true;
  return isAllowed && Boolean(navigator.mediaDevices?.getDisplayMedia);
}

// Closing the browser's own chooser is no mistake; a system that forbids recording needs a word.
function refused({ name, message }) {
  const isOwnChoice = /PermissionDenied|NotAllowed/.test(name) && !/system/i.test(message);
  note(isOwnChoice ? "" : word("share-refused"));
}
