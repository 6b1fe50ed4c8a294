import assert from "node:assert/strict";
import { test } from "node:test";
import configuration from "amazon-chime-sdk-js/build/meetingsession/MeetingSessionConfiguration.js";

const MeetingSessionConfiguration = configuration.default;
const PLACEMENT = {
  AudioHostUrl: "ab12.k.m1.ue1.app.chime.aws:3478",
  SignalingUrl: "wss://signal.m1.ue1.app.chime.aws/control/m-1",
};

/** @param {object} features */
const settingsOf = (features) =>
  new MeetingSessionConfiguration(
    { MeetingId: "m-1", MediaRegion: "", MediaPlacement: PLACEMENT, MeetingFeatures: features },
    { AttendeeId: "a-1", JoinToken: "secret" },
  );

test("the SDK needs no address but two, and no external user id", () => {
  const { urls, credentials } = settingsOf({});
  assert.equal(urls?.audioHostURL, PLACEMENT.AudioHostUrl);
  assert.equal(urls?.signalingURL, PLACEMENT.SignalingUrl);
  assert.equal(urls?.turnControlURL, undefined);
  assert.equal(urls?.eventIngestionURL, null);
  assert.equal(credentials?.joinToken, "secret");
});

test("the SDK takes the features of the meeting as the portal passes them on", () => {
  const features = { Video: { MaxResolution: "FHD" }, Attendee: { MaxCount: 250 } };
  const { videoWidth } = settingsOf(features).meetingFeatures.videoMaxResolution;
  assert.equal(videoWidth, 1920);
  assert.equal(settingsOf({}).meetingFeatures.videoMaxResolution.videoWidth, 1280);
});
