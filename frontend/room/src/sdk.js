// The parts of the Chime SDK that the room uses, by their deep paths: its index would bring all of it.
// https://aws.github.io/amazon-chime-sdk-js/

export { default as ActiveSpeakers } from "amazon-chime-sdk-js/build/activespeakerpolicy/DefaultActiveSpeakerPolicy";
export { default as Configuration } from "amazon-chime-sdk-js/build/meetingsession/MeetingSessionConfiguration";
export { default as DeviceController } from "amazon-chime-sdk-js/build/devicecontroller/DefaultDeviceController";
export { default as Logger } from "amazon-chime-sdk-js/build/logger/ConsoleLogger";
export { default as LogLevel } from "amazon-chime-sdk-js/build/logger/LogLevel";
export { default as Session } from "amazon-chime-sdk-js/build/meetingsession/DefaultMeetingSession";
export { default as StatusCode } from "amazon-chime-sdk-js/build/meetingsession/MeetingSessionStatusCode";
export { default as TargetSize } from "amazon-chime-sdk-js/build/videodownlinkbandwidthpolicy/TargetDisplaySize";
export { default as VideoPreference } from "amazon-chime-sdk-js/build/videodownlinkbandwidthpolicy/VideoPreference";
export { default as VideoPreferences } from "amazon-chime-sdk-js/build/videodownlinkbandwidthpolicy/VideoPreferences";
export { default as PriorityPolicy } from "amazon-chime-sdk-js/build/videodownlinkbandwidthpolicy/VideoPriorityBasedPolicy";
