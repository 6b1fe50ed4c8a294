// Writes static/room/; with --check writes nothing and fails if what lies there is not what we
// would write.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { LIMIT_GZIP, OUTPUT, recipe } from "./bundle_config.mjs";
import { licences } from "./licences.mjs";

const built = await esbuild.build(recipe);
// The SDK carries a worker as text whose source map does not exist: whoever serves hashed files
// looks for it.
const script = Buffer.from(built.outputFiles[0].text.replace(/^\/\/# sourceMappingURL=.*$/gm, ""));
const files = {
  "room.js": script,
  "THIRD_PARTY_LICENSES.txt": Buffer.from(licences(built.metafile)),
};
const size = gzipSync(script, { level: 9 }).length;
console.log(`room.js ${script.length} bytes, gzip ${size} of at most ${LIMIT_GZIP}`);

const differing = process.argv.includes("--check") ? Object.keys(files).filter(differs) : write();
if (differing.length)
  console.error(`static/room is not what the sources give: ${differing.join(", ")}`);
if (size > LIMIT_GZIP) console.error("room.js is too large");
process.exitCode = differing.length || size > LIMIT_GZIP ? 1 : 0;

function differs(name) {
  return !Buffer.from(files[name]).equals(readFileSync(join(OUTPUT, name)));
}

function write() {
  mkdirSync(OUTPUT, { recursive: true });
  for (const [name, contents] of Object.entries(files)) writeFileSync(join(OUTPUT, name), contents);
  return [];
}
