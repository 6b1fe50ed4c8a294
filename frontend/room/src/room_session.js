// One attendee's visit to the room: drives the state, opens and closes meetings, and has the
// watchdog.

import { emitter } from "./emitter.js";
import { reportLeave, requestJoin } from "./join_api.js";
import { createMeeting } from "./meeting.js";
import { nextState, START } from "./state.js";

/**
 * @import { Devices } from "./devices.js"
 * @import { RoomConfig } from "./dom.js"
 * @import { Joined } from "./join_api.js"
 * @import { Meeting } from "./meeting.js"
 * @import { State, StateEvent } from "./state.js"
 */

/**
 * @typedef {{ mic: boolean, camera: boolean, muted: boolean }} MediaChoice what the attendee wants
 *   to have on in the meeting
 * @typedef {object} SessionEvents
 * @property {[state: State, before: State]} state the state has changed
 * @property {[meeting: Meeting, joined: Joined]} meeting a meeting is about to begin
 * @property {[html: string]} refused the portal has refused the join
 */

const WATCHDOG_MS = 25_000; // the SDK tries a refused token for two minutes and says nothing

export class RoomSession {
  /** @param {{ config: RoomConfig, devices: Devices, audio: HTMLAudioElement }} context */
  constructor({ config, devices, audio }) {
    this.config = config;
    this.devices = devices;
    this.audio = audio;
    /** @type {State} */
    this.state = START;
    /** @type {Meeting | null} */
    this.meeting = null;
    /** @type {MediaChoice} */
    this.choice = { mic: false, camera: false, muted: true };
    this.watchdog = 0;
    /** @type {import("./emitter.js").Emitter<SessionEvents>} */
    const events = emitter();
    this.on = events.on;
    this.emit = events.emit;
  }

  /** @param {MediaChoice} choice */
  join(choice) {
    this.choice = choice;
    performance.mark("room-join");
    this.dispatch({ type: "join" });
  }

  /** @param {StateEvent} event */
  dispatch(event) {
    const before = this.state;
    this.state = nextState(before, event);
    if (this.state === before) return;
    this.onStateChange(before);
    this.emit("state", this.state, before);
  }

  /** @param {State} before */
  onStateChange(before) {
    const { name } = this.state;
    if (name === "joining") this.connect(this.state);
    if (name === "live") this.onLive(before);
    if (name === "ended") this.leave();
    const wasInside = before.name === "live" || before.name === "reconnecting";
    if (wasInside && name === "ended") this.reportLeave();
  }

  /**
   * Asks the portal to join, and enters the meeting; does nothing if the attendee has left
   * `joining`, the state that asked for it, in the meantime.
   * @param {State} joining
   */
  async connect(joining) {
    this.closeMeeting();
    const response = await requestJoin(this.config.join_url);
    if (this.state !== joining) return;
    if (response.kind === "joined") return this.enter(response.joined, joining);
    if (response.kind === "signed-out") return location.assign(response.url);
    if (response.kind === "refused") this.emit("refused", response.html);
    this.dispatch({ type: "stopped", reason: response.kind });
  }

  /**
   * @param {Joined} joined
   * @param {State} joining
   */
  async enter(joined, joining) {
    const { devices, audio } = this;
    /** @param {StateEvent} event */
    const dispatch = (event) => this.dispatch(event);
    const meeting = createMeeting(joined, { devices, audio, dispatch });
    this.meeting = meeting;
    await this.prepareDevices(joined, meeting); // may wait for an answer to the browser's prompt
    if (this.state !== joining) return;
    this.startWatchdog(joining);
    this.emit("meeting", meeting, joined);
    await meeting.begin();
  }

  /** @param {State} joining */
  startWatchdog(joining) {
    this.watchdog = setTimeout(() => {
      if (this.state === joining) this.dispatch({ type: "stopped", reason: "stuck" });
    }, WATCHDOG_MS);
  }

  /**
   * Starts the devices as the attendee chose, and as the organizer wants everybody to come in.
   * @param {Joined} joined
   * @param {Meeting} meeting
   */
  async prepareDevices({ muted, camera_off: cameraOff }, { av }) {
    const { devices, choice } = this;
    const hasMic = choice.mic && (devices.running.mic || !(await devices.start("mic")));
    if (!hasMic) await devices.listenOnly();
    if (!hasMic || choice.muted || muted) av.realtimeMuteLocalAudio();
    const wantsCamera = choice.camera && !cameraOff;
    if (wantsCamera && !devices.running.camera) await devices.start("camera");
    if (!wantsCamera) await devices.stop("camera");
    await devices.useSpeaker();
  }

  /** @param {State} before */
  onLive(before) {
    clearTimeout(this.watchdog);
    if (before.name !== "joining") return;
    performance.mark("room-live");
    performance.measure("room-join-to-live", "room-join", "room-live");
    if (this.devices.running.camera) this.meeting?.av.startLocalVideoTile();
  }

  /** Reports to upstream that the attendee has left, if the portal is set to; does not wait. */
  reportLeave() {
    if (this.config.leave_url) reportLeave(this.config.leave_url);
  }

  leave() {
    this.closeMeeting();
    return this.devices.stopAll(); // otherwise the camera's light stays on
  }

  closeMeeting() {
    clearTimeout(this.watchdog);
    this.meeting?.close();
    this.meeting = null;
  }
}
