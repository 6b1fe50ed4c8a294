// What the SDK may write to the browser's console.

import { ConsoleLogger, LogLevel } from "./sdk_devices.js";

// INFO would print meeting ids, and at each reconnect the SDK stumbles over its own statistics.
class RoomLogger extends ConsoleLogger {
  /** @param {string} message */
  error(message) {
    if (!String(message).startsWith("Error reporting event")) super.error(message);
  }
}

export const logger = new RoomLogger("room", LogLevel.ERROR);
