// The parts of the Chime SDK that a meeting needs beside those of sdk_devices.js, imported by their
// deep paths: the index of the SDK would bring all of it.
// https://aws.github.io/amazon-chime-sdk-js/

import activeSpeakerPolicy from "amazon-chime-sdk-js/build/activespeakerpolicy/DefaultActiveSpeakerPolicy.js";
import meetingSession from "amazon-chime-sdk-js/build/meetingsession/DefaultMeetingSession.js";
import configuration from "amazon-chime-sdk-js/build/meetingsession/MeetingSessionConfiguration.js";
import statusCode from "amazon-chime-sdk-js/build/meetingsession/MeetingSessionStatusCode.js";
import targetDisplaySize from "amazon-chime-sdk-js/build/videodownlinkbandwidthpolicy/TargetDisplaySize.js";
import videoPreference from "amazon-chime-sdk-js/build/videodownlinkbandwidthpolicy/VideoPreference.js";
import videoPreferences from "amazon-chime-sdk-js/build/videodownlinkbandwidthpolicy/VideoPreferences.js";
import priorityBasedPolicy from "amazon-chime-sdk-js/build/videodownlinkbandwidthpolicy/VideoPriorityBasedPolicy.js";

// They are CommonJS: an import gets the whole module, with its class under `default`.
export const ActiveSpeakerPolicy = activeSpeakerPolicy.default;
export const MeetingSession = meetingSession.default;
export const MeetingSessionConfiguration = configuration.default;
export const MeetingSessionStatusCode = statusCode.default;
export const TargetDisplaySize = targetDisplaySize.default;
export const VideoPreference = videoPreference.default;
export const VideoPreferences = videoPreferences.default;
export const VideoPriorityBasedPolicy = priorityBasedPolicy.default;
