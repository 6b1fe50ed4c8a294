// How the room's script is bundled; shared by the build, its check and the licence list.
import { fileURLToPath } from "node:url";
import { patched } from "./sdk_patches.mjs";

export const HERE = fileURLToPath(new URL(".", import.meta.url));
export const OUTPUT = fileURLToPath(new URL("../../static/room/", import.meta.url));
export const LIMIT_GZIP = 210 * 1024;

const SDK = "amazon-chime-sdk-js/build";
const STATUS = `
  exports.MeetingSessionStatus = require("${SDK}/meetingsession/MeetingSessionStatus").default;
  exports.MeetingSessionStatusCode =
    require("${SDK}/meetingsession/MeetingSessionStatusCode").default;`;

// One file of the SDK imports its whole index, which would bring 150 KB nobody calls.
const withoutTheIndex = {
  name: "without-the-index",
  setup(build) {
    build.onResolve({ filter: /^\.\.$/ }, (asked) =>
      asked.importer.includes("PromoteToPrimaryMeetingTask")
        ? { path: "status", namespace: "room" }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "room" }, () => ({
      contents: STATUS,
      loader: "js",
      resolveDir: HERE,
    }));
  },
};

const withoutBlur = {
  name: "without-blur",
  setup(build) {
    build.onResolve({ filter: /videofx\/VideoFxProcessor$/ }, () => ({
      path: `${HERE}stubs/videofx.js`,
    }));
  },
};

const BANNER =
  "/*! Workshop portal, meeting room. Contains a modified build of amazon-chime-sdk-js " +
  "and others: see THIRD_PARTY_LICENSES.txt beside this file. */";

export const recipe = {
  absWorkingDir: HERE,
  entryPoints: ["src/room.js"],
  alias: { long: "./stubs/long.js", "@aws-sdk/client-chime-sdk-messaging": "./stubs/messaging.js" },
  banner: { js: BANNER },
  bundle: true,
  define: { global: "globalThis" }, // without it the SDK fails at join
  format: "esm",
  legalComments: "none", // the licence list holds them all
  logLevel: "warning",
  mainFields: ["browser", "module", "main"],
  metafile: true,
  minify: true,
  platform: "browser",
  plugins: [withoutTheIndex, withoutBlur, patched],
  target: ["es2020"],
  write: false,
};
