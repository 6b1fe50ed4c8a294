// Writes static/room/; with --check, writes nothing and fails if the files there differ from what
// it would write.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { config, LIMIT_GZIP, OUTPUT } from "./bundle_config.mjs";
import { licences } from "./licences.mjs";

const { outputFiles, metafile } = await esbuild.build(config);
const script = Buffer.from(outputFiles[0]?.text ?? "");
/** @type {[name: string, contents: Buffer][]} */
const files = [
  ["room.js", script],
  ["THIRD_PARTY_LICENSES.txt", Buffer.from(licences(metafile))],
];
const size = gzipSync(script, { level: 9 }).length;
console.log(`room.js ${script.length} bytes, gzip ${size} of at most ${LIMIT_GZIP}`);

const differing = process.argv.includes("--check") ? differences() : write();
if (differing.length)
  console.error(`static/room is not what the sources give: ${differing.join(", ")}`);
if (size > LIMIT_GZIP) console.error("room.js is too large");
process.exitCode = differing.length || size > LIMIT_GZIP ? 1 : 0;

/** The names of the files in static/room that are not up to date. */
function differences() {
  return files
    .filter(([name, contents]) => !contents.equals(readFileSync(join(OUTPUT, name))))
    .map(([name]) => name);
}

/** @returns {string[]} */
function write() {
  mkdirSync(OUTPUT, { recursive: true });
  for (const [name, contents] of files) writeFileSync(join(OUTPUT, name), contents);
  return [];
}
