// One attendee's visit to the room: drives the state, opens and closes meetings, and has the
// watchdog.

import { Destination } from "./destination.js";
import { emitter } from "./emitter.js";
import { prepareDevices } from "./entry_devices.js";
import { reportLeave, requestJoin } from "./join_api.js";
import { createMeeting } from "./meeting.js";
import { Rejoins } from "./rejoining.js";
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

const REPLAY_MS = 2_500; // the portal takes a join that follows sooner for the same press
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
    this.destination = new Destination(config);
    /** @type {{ muted: boolean, camera_off: boolean } | null} As a moderator has changed them. */
    this.entryRules = null;
    this.rejoins = new Rejoins();
    /** @type {import("./emitter.js").Emitter<SessionEvents>} */
    const events = emitter();
    this.on = events.on;
    this.emit = events.emit;
  }

  /** @param {MediaChoice} choice */
  join(choice) {
    this.choice = choice;
    this.destination.breakoutRoom = "";
    this.rejoins = new Rejoins();
    performance.mark("room-join");
    this.dispatch({ type: "join" });
  }

  /** @param {StateEvent} event */
  dispatch(event) {
    const before = this.state;
    this.state = nextState(before, this.comesBack(event) ? { type: "rejoin" } : event);
    if (this.state === before) return;
    this.onStateChange(before);
    this.emit("state", this.state, before);
  }

  /**
   * Whether the end that `event` tells leads straight back in: a breakout room's to the main room,
   * and one that concerns this browser alone to a fresh join.
   * @param {StateEvent} event
   */
  comesBack({ type, reason, canRejoin }) {
    if (type !== "stopped" || !this.isInside()) return false;
    if (this.destination.breakoutRoom && reason === "closed") {
      this.prepareMove("");
      return true;
    }
    if (!canRejoin || !this.rejoins.begin(Date.now(), Math.random())) return false;
    const { mic, camera } = this.devices.running;
    this.choice = { mic, camera, muted: this.meeting?.av.realtimeIsLocalAudioMuted() !== false };
    return true;
  }

  isInside() {
    return ["live", "reconnecting"].includes(this.state.name);
  }

  /**
   * Goes to a breakout room, or with "" back to the main room: muted and without camera, since
   * other people are there.
   * @param {string} room its id
   */
  moveTo(room) {
    if (!this.isInside()) return;
    this.prepareMove(room);
    this.dispatch({ type: "rejoin" });
  }

  /** @param {string} room */
  prepareMove(room) {
    this.destination.breakoutRoom = room;
    this.rejoins.delay = room ? 0 : REPLAY_MS;
    this.choice = { mic: this.devices.running.mic, camera: false, muted: true };
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
   * @returns {Promise<void>}
   */
  async connect(joining) {
    this.closeMeeting();
    await this.rejoins.pause();
    if (this.state !== joining) return;
    const response = await requestJoin(this.destination.joinUrl());
    if (this.state !== joining) return;
    if (this.destination.breakoutRoom && ["refused", "unreachable"].includes(response.kind)) {
      this.prepareMove(""); // it is gone: the main room is not
      return this.connect(joining);
    }
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
    await prepareDevices(this, joined, meeting); // may wait for an answer to the browser's prompt
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

  /** @param {State} before */
  onLive(before) {
    clearTimeout(this.watchdog);
    if (before.name !== "joining") return;
    this.rejoins.onLive(Date.now());
    performance.mark("room-live");
    performance.measure("room-join-to-live", "room-join", "room-live");
    if (this.devices.running.camera) this.meeting?.av.startLocalVideoTile();
  }

  /** Reports to upstream that the attendee has left, if the portal is set to; does not wait. */
  reportLeave() {
    reportLeave(this.config.leave_url);
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
