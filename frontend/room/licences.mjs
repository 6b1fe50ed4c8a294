// The notices of every package whose code is really inside the bundle, according to esbuild's own
// account of it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HERE } from "./bundle_config.mjs";

const INTRODUCTION = `Third-party software in room.js and device_check.js

Each is one bundle of the portal's own code and of packages below. The build of
amazon-chime-sdk-js is modified: its messaging client, its background blur and the package "long"
are replaced by empty stand-ins, one import of its whole index by one of the two names that are
used, its worker is minified, and three of its files are changed, so that a broken connection is
noticed at once and nothing is logged after the end of a meeting.
`;

/**
 * The text of THIRD_PARTY_LICENSES.txt for an esbuild metafile.
 * @param {import("esbuild").Metafile} metafile
 */
export function licences(metafile) {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const bundled = inputs.filter(([, part]) => part.bytesInOutput > 0);
  const folders = bundled.map(([path]) => packageFolder(path)).filter((folder) => folder !== "");
  return [INTRODUCTION, ...[...new Set(folders)].sort().map(notice)].join(
    `\n${"=".repeat(80)}\n\n`,
  );
}

/**
 * The folder of the package that `path` belongs to, "" if it is the portal's own.
 * @param {string} path
 */
function packageFolder(path) {
  return path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? "";
}

/** @param {string} folder */
function notice(folder) {
  const { name, version, license } = JSON.parse(
    readFileSync(join(HERE, folder, "package.json"), "utf8"),
  );
  const texts = readdirSync(join(HERE, folder))
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) =>
      readFileSync(join(HERE, folder, file), "utf8")
        .trim()
        .replaceAll("\r\n", "\n"),
    );
  if (!texts.length) throw new Error(`${name} ships no licence text`);
  return `${name} ${version}\n${license}\n\n${texts.join("\n\n")}\n`;
}
