// Faults of the SDK, mended while it is bundled.
import { readFile } from "node:fs/promises";

const PATCHES = [
  {
    // A socket that closes while a new description is asked for, or just before: no answer can come
    // any more, yet the SDK waits for it to time out, 15 seconds, before it connects again.
    file: /task\/SubscribeAndReceiveSubscribeAckTask\.js$/,
    found: "new Error(message));\n                        return;",
    becomes:
      "new Error(message));\n                        this.cancel();\n                        return;",
  },
  {
    file: /task\/SubscribeAndReceiveSubscribeAckTask\.js$/,
    found: "this.taskCanceler = interceptor;",
    becomes:
      "this.taskCanceler = interceptor;\n            if (!this.context.signalingClient.ready()) interceptor.cancel();",
  },
  {
    // That failure is told by several parts at once; each would connect again, one after the other.
    file: /reconnectcontroller\/DefaultReconnectController\.js$/,
    found: "this.backoffCancel = cancelFunc;",
    becomes: "this.backoffTimer?.stop();\n            this.backoffCancel = cancelFunc;",
  },
  {
    // Statistics that arrive after the meeting was left: an error in the console, once in a while.
    file: /statscollector\/StatsCollector\.js$/,
    found: "this.computePressureMonitor.currentState();",
    becomes: "this.computePressureMonitor?.currentState() ?? null;",
  },
];

export const patched = {
  name: "patched",
  setup(build) {
    build.onLoad({ filter: /amazon-chime-sdk-js/ }, async ({ path }) => {
      const patches = PATCHES.filter(({ file }) => file.test(path));
      if (!patches.length) return undefined;
      return { contents: patches.reduce(patch, await readFile(path, "utf8")), loader: "js" };
    });
  },
};

function patch(text, { found, becomes }) {
  const parts = text.split(found);
  if (parts.length !== 2) throw new Error(`the SDK has changed where it is patched: ${found}`);
  return parts.join(becomes);
}
