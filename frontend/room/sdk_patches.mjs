// Corrects faults of the SDK while it is bundled.
import { readFile } from "node:fs/promises";

/** @typedef {{ file: RegExp, found: string, replacement: string }} Patch */

/** @type {Patch[]} */
const PATCHES = [
  {
    // A socket may close while a new description is asked for, or just before. No answer can come
    // any more, yet the SDK waits 15 seconds for it to time out before it connects again.
    file: /task\/SubscribeAndReceiveSubscribeAckTask\.js$/,
    found: "new Error(message));\n                        return;",
    replacement:
      "new Error(message));\n                        this.cancel();\n                        return;",
  },
  {
    file: /task\/SubscribeAndReceiveSubscribeAckTask\.js$/,
    found: "this.taskCanceler = interceptor;",
    replacement:
      "this.taskCanceler = interceptor;\n            if (!this.context.signalingClient.ready()) interceptor.cancel();",
  },
  {
    // Several parts report that failure at once; each would connect again, one after the other.
    file: /reconnectcontroller\/DefaultReconnectController\.js$/,
    found: "this.backoffCancel = cancelFunc;",
    replacement: "this.backoffTimer?.stop();\n            this.backoffCancel = cancelFunc;",
  },
  {
    // A frozen line is noticed by pings without an answer. One every ten seconds is too few, and
    // there is no option for it; meeting.js has how many may be missed.
    file: /audiovideocontroller\/DefaultAudioVideoController\.js$/,
    found: "PING_PONG_INTERVAL_MS = 10000;",
    replacement: "PING_PONG_INTERVAL_MS = 4000;",
  },
  {
    // Who comes or goes changes what the camera sends, and the SDK does not wait for one change
    // before it makes the next. Browsers refuse the second one, and the SDK never repeats it:
    // https://github.com/aws/amazon-chime-sdk-js/issues/3250
    file: /transceivercontroller\/DefaultTransceiverController\.js$/,
    found: "async setEncodingParameters(encodingParamMap) {",
    replacement: `setEncodingParameters(encodingParamMap) {
        const change = () => this.changeEncodingParameters(encodingParamMap);
        this.lastChange = (this.lastChange ?? Promise.resolve())
            .then(change)
            .catch((error) => this.logger.warn(\`not sent otherwise: \${error.message}\`));
        return this.lastChange;
    }
    async changeEncodingParameters(encodingParamMap) {`,
  },
  {
    // Statistics may arrive after the attendee has left: an error in the console, once in a while.
    file: /statscollector\/StatsCollector\.js$/,
    found: "this.computePressureMonitor.currentState();",
    replacement: "this.computePressureMonitor?.currentState() ?? null;",
  },
];

/** @type {import("esbuild").Plugin} */
export const sdkPatches = {
  name: "sdk-patches",
  setup(build) {
    build.onLoad({ filter: /amazon-chime-sdk-js/ }, async ({ path }) => {
      const patches = PATCHES.filter(({ file }) => file.test(path));
      if (!patches.length) return undefined;
      return { contents: patches.reduce(apply, await readFile(path, "utf8")), loader: "js" };
    });
  },
};

/**
 * @param {string} text
 * @param {Patch} patch
 */
function apply(text, { found, replacement }) {
  const parts = text.split(found);
  if (parts.length !== 2) throw new Error(`the SDK has changed where it is patched: ${found}`);
  return parts.join(replacement);
}
