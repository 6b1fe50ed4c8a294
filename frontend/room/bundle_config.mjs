// How the scripts of the room and of "Check my device" are bundled; the build, its check and the
// licence list share it.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { sdkPatches } from "./sdk_patches.mjs";

/** @import { BuildOptions, Plugin } from "esbuild" */

export const HERE = fileURLToPath(new URL(".", import.meta.url));
export const OUTPUT = fileURLToPath(new URL("../../static/room/", import.meta.url));
/** @type {Record<string, number>} */
export const LIMITS_GZIP = { "room.js": 210 * 1024, "device_check.js": 40 * 1024 };

const SDK = "amazon-chime-sdk-js/build";
const STATUS_MODULE = `
  exports.MeetingSessionStatus = require("${SDK}/meetingsession/MeetingSessionStatus").default;
  exports.MeetingSessionStatusCode =
    require("${SDK}/meetingsession/MeetingSessionStatusCode").default;`;

/**
 * One file of the SDK imports its whole index, which would bring 150 KB that nobody calls.
 * @type {Plugin}
 */
const withoutIndex = {
  name: "without-index",
  setup(build) {
    build.onResolve({ filter: /^\.\.$/ }, ({ importer }) =>
      importer.includes("PromoteToPrimaryMeetingTask")
        ? { path: "status", namespace: "room" }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "room" }, () => ({
      contents: STATUS_MODULE,
      loader: "js",
      resolveDir: HERE,
    }));
  },
};

/** @type {Plugin} */
const withoutBlur = {
  name: "without-blur",
  setup(build) {
    build.onResolve({ filter: /videofx\/VideoFxProcessor(\.js)?$/ }, () => ({
      path: `${HERE}stubs/videofx.js`,
    }));
  },
};

/**
 * The SDK contains its worker as text, with all comments, among them the names of source maps that
 * do not exist: servers of hashed files look for those.
 * @type {Plugin}
 */
const minifiedWorker = {
  name: "minified-worker",
  setup(build) {
    build.onLoad({ filter: /EncodedTransformWorkerCode\.js$/ }, async ({ path }) => {
      const [, literal = ""] = /const \w+ = (".*");$/m.exec(await readFile(path, "utf8")) ?? [];
      const { code } = await build.esbuild.transform(JSON.parse(literal), { minify: true });
      const contents = `exports.__esModule = true;\nexports.default = ${JSON.stringify(code)};`;
      return { contents, loader: "js" };
    });
  },
};

const BANNER =
  "/*! Workshop portal, meeting room. Contains a modified build of amazon-chime-sdk-js " +
  "and others: see THIRD_PARTY_LICENSES.txt beside this file. */";

export const config = /** @satisfies {BuildOptions} */ ({
  absWorkingDir: HERE,
  entryPoints: ["src/room.js", "src/device_check.js"],
  alias: { long: "./stubs/long.js", "@aws-sdk/client-chime-sdk-messaging": "./stubs/messaging.js" },
  banner: { js: BANNER },
  bundle: true,
  define: { global: "globalThis" }, // without it, the SDK fails at join
  format: "esm",
  legalComments: "none", // the licence list has them all
  logLevel: "warning",
  mainFields: ["browser", "module", "main"],
  metafile: true,
  minify: true,
  outdir: OUTPUT,
  platform: "browser",
  plugins: [withoutIndex, withoutBlur, minifiedWorker, sdkPatches],
  target: ["es2020"],
  write: false,
});
