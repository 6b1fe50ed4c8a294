// Tells somebody who speaks into a muted microphone that nobody hears it.

import { showNote } from "./controls.js";
import { DeviceController } from "./sdk_devices.js";
import { translate } from "./strings.js";

/**
 * @import { Devices } from "./devices.js"
 * @import { Meeting } from "./meeting.js"
 */

const INTERVAL_MS = 200;
const LOUD = 20; // of 128: louder than a room, softer than a voice
const LOUD_SAMPLES = 3; // one after the other: a cough is no speech
const QUIET_AFTERWARDS_MS = 30_000;

export class MutedSpeech {
  /** @param {Devices} devices */
  constructor(devices) {
    this.devices = devices;
    /** @type {Meeting | null} */
    this.meeting = null;
    this.timer = 0;
    this.notBefore = 0; // in milliseconds since 1970
    /** @type {MediaStreamTrack | null} */
    this.track = null;
  }

  /** @param {Meeting} meeting */
  attach(meeting) {
    this.meeting = meeting;
    meeting.av.realtimeSubscribeToMuteAndUnmuteLocalAudio(() => this.update());
    meeting.listen({ audioVideoDidStart: () => this.update() });
  }

  detach() {
    this.stop();
    this.meeting = null;
  }

  /** Listens while the microphone runs and is muted. */
  update() {
    this.stop();
    const { meeting, devices } = this;
    const isMuted = meeting?.av.realtimeIsLocalAudioMuted() && devices.running.mic;
    if (isMuted) this.listen().catch(() => this.stop()); // it is a comfort, no need
  }

  stop() {
    clearInterval(this.timer);
    this.track?.stop();
    this.track = null;
  }

  /** The service's own track is silent while it is muted, so a copy of it is listened to. */
  async listen() {
    const stream = await this.devices.controller.acquireAudioInputStream();
    if (!this.meeting) return; // it has ended meanwhile
    const track = stream.getAudioTracks()[0]?.clone();
    if (!track) return;
    track.enabled = true;
    this.stop();
    this.track = track;
    const context = DeviceController.getAudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Uint8Array(analyser.fftSize);
    let loud = 0;
    this.timer = setInterval(() => {
      analyser.getByteTimeDomainData(samples); // 128 is silence
      loud = samples.some((sample) => Math.abs(sample - 128) > LOUD) ? loud + 1 : 0;
      if (loud >= LOUD_SAMPLES) this.tell();
    }, INTERVAL_MS);
  }

  tell() {
    if (Date.now() < this.notBefore) return;
    this.notBefore = Date.now() + QUIET_AFTERWARDS_MS;
    showNote(translate("you-are-muted"));
  }
}
