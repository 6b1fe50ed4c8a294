// One person's visit to the room: drives the state, opens and closes meetings, keeps the watchdog.

import { emitter } from "./emitter.js";
import { knock, sayGoodbye } from "./join_api.js";
import { meetingOf } from "./meeting.js";
import { next, START } from "./state.js";

const PATIENCE_MS = 25_000; // the SDK keeps trying a refused token for two minutes and says nothing

/**
 * Tells `on("state", state, before)` of every change, `on("meeting", meeting, joined)` when one is
 * about to begin and `on("refused", html)` when the portal said no.
 */
export class Visit {
  constructor({ config, devices, sound }) {
    Object.assign(
      this,
      { config, devices, sound, state: START, meeting: null, watchdog: 0 },
      emitter(),
    );
  }

  /** Goes in; `luggage` is {mic, camera, muted}: what the person wants to have on. */
  join(luggage) {
    this.luggage = luggage;
    performance.mark("room-join");
    this.tell({ type: "join" });
  }

  tell(event) {
    const before = this.state;
    this.state = next(before, event);
    if (this.state === before) return;
    this.changed(before);
    this.emit("state", this.state, before);
  }

  changed(before) {
    const { name } = this.state;
    if (name === "joining") this.connect(this.state);
    if (name === "live") this.arrived(before);
    if (name === "ended") this.goOut();
    if (before.name === "live" || before.name === "reconnecting") this.report(name);
  }

  async connect(asked) {
    this.closeMeeting();
    const answer = await knock(this.config.join_url);
    if (this.state !== asked) return; // left in the meantime
    if (answer.kind === "in") return this.enter(answer.joined, asked);
    if (answer.kind === "signed-out") return location.assign(answer.url);
    if (answer.kind === "refused") this.emit("refused", answer.html);
    this.tell({ type: "stopped", reason: answer.kind });
  }

  async enter(joined, asked) {
    const { devices, sound } = this;
    const tell = (event) => this.tell(event);
    this.meeting = meetingOf(joined, { devices, sound, tell });
    await this.pack(joined); // may wait for the person's answer to the browser's question
    if (this.state !== asked) return;
    this.watch(asked);
    this.emit("meeting", this.meeting, joined);
    await this.meeting.begin();
  }

  watch(asked) {
    const isStuck = () => this.state === asked && this.tell({ type: "stopped", reason: "stuck" });
    this.watchdog = setTimeout(isStuck, PATIENCE_MS);
  }

  /** Devices as wanted, and as the organiser wants everybody to come in. */
  async pack({ muted, camera_off: cameraOff }) {
    const { av } = this.meeting;
    const { devices, luggage } = this;
    const refused = luggage.mic ? !devices.running.mic && (await devices.start("mic")) : "unwanted";
    if (refused) await devices.listenOnly();
    if (refused || luggage.muted || muted) av.realtimeMuteLocalAudio();
    const camera = luggage.camera && !cameraOff;
    if (camera && !devices.running.camera) await devices.start("camera");
    if (!camera) await devices.stop("camera");
    await devices.useSpeaker();
  }

  arrived(before) {
    clearTimeout(this.watchdog);
    if (before.name !== "joining") return;
    performance.mark("room-live");
    performance.measure("room-join-to-live", "room-join", "room-live");
    if (this.devices.running.camera) this.meeting.av.startLocalVideoTile();
  }

  /** Upstream is told that this person has left, where the portal is set to; nobody waits for it. */
  report(name) {
    const { leave_url: url } = this.config;
    if (url && name === "ended") sayGoodbye(url);
  }

  goOut() {
    this.closeMeeting();
    return this.devices.stopAll(); // else the camera's light stays on
  }

  closeMeeting() {
    clearTimeout(this.watchdog);
    this.meeting?.close();
    this.meeting = null;
  }
}
