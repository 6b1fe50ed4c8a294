// The parts of the Chime SDK that cameras, microphones and speakers need, without those of meetings;
// see sdk.js.

import deviceController from "amazon-chime-sdk-js/build/devicecontroller/DefaultDeviceController.js";
import consoleLogger from "amazon-chime-sdk-js/build/logger/ConsoleLogger.js";
import logLevel from "amazon-chime-sdk-js/build/logger/LogLevel.js";

export const ConsoleLogger = consoleLogger.default;
export const DeviceController = deviceController.default;
export const LogLevel = logLevel.default;
