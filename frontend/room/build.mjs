// Writes static/room/; with --check, writes nothing and fails if the files there differ from what
// it would write.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { config, LIMITS_GZIP, OUTPUT } from "./bundle_config.mjs";
import { licences } from "./licences.mjs";

const { outputFiles, metafile } = await esbuild.build(config);
/** @type {[name: string, contents: Buffer][]} */
const scripts = outputFiles.map(({ path, contents }) => [basename(path), Buffer.from(contents)]);
/** @type {[name: string, contents: Buffer][]} */
const files = [...scripts, ["THIRD_PARTY_LICENSES.txt", Buffer.from(licences(metafile))]];
const tooLarge = scripts.filter(([name, script]) => {
  const size = gzipSync(script, { level: 9 }).length;
  const limit = LIMITS_GZIP[name] ?? 0;
  console.log(`${name} ${script.length} bytes, gzip ${size} of at most ${limit}`);
  return size > limit;
});

const differing = process.argv.includes("--check") ? differences() : write();
if (differing.length)
  console.error(`static/room is not what the sources give: ${differing.join(", ")}`);
for (const [name] of tooLarge) console.error(`${name} is too large`);
process.exitCode = differing.length || tooLarge.length ? 1 : 0;

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
