// The parts of the Chime SDK that the room uses, by their deep paths: its index would bring all of
// it.
// https://aws.github.io/amazon-chime-sdk-js/

import activeSpeakers from "amazon-chime-sdk-js/build/activespeakerpolicy/DefaultActiveSpeakerPolicy";
import deviceController from "amazon-chime-sdk-js/build/devicecontroller/DefaultDeviceController";
import logger from "amazon-chime-sdk-js/build/logger/ConsoleLogger";
import logLevel from "amazon-chime-sdk-js/build/logger/LogLevel";
import session from "amazon-chime-sdk-js/build/meetingsession/DefaultMeetingSession";
import configuration from "amazon-chime-sdk-js/build/meetingsession/MeetingSessionConfiguration";
import statusCode from "amazon-chime-sdk-js/build/meetingsession/MeetingSessionStatusCode";
import targetSize from "amazon-chime-sdk-js/build/videodownlinkbandwidthpolicy/TargetDisplaySize";
import videoPreference from "amazon-chime-sdk-js/build/videodownlinkbandwidthpolicy/VideoPreference";
import videoPreferences from "amazon-chime-sdk-js/build/videodownlinkbandwidthpolicy/VideoPreferences";
import priorityPolicy from "amazon-chime-sdk-js/build/videodownlinkbandwidthpolicy/VideoPriorityBasedPolicy";

// They are CommonJS: what an import gets is the whole module, with its class under `default`.
export const ActiveSpeakers = activeSpeakers.default;
export const Configuration = configuration.default;
export const DeviceController = deviceController.default;
export const Logger = logger.default;
export const LogLevel = logLevel.default;
export const Session = session.default;
export const StatusCode = statusCode.default;
export const TargetSize = targetSize.default;
export const VideoPreference = videoPreference.default;
export const VideoPreferences = videoPreferences.default;
export const PriorityPolicy = priorityPolicy.default;
