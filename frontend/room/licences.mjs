// The notices of every package of which code is really inside the bundle, from esbuild's own
// account of it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HERE } from "./bundle_config.mjs";

const INTRODUCTION = `Third-party software in room.js

room.js is one bundle of the portal's own code and of the packages below. The build of
amazon-chime-sdk-js is modified: its messaging client, its background blur and the package "long"
are replaced by empty stand-ins, one import of its whole index by one of the two names that are
used, and three of its files are changed, so that a broken line is noticed at once and an end is quiet.
`;

/** The text of THIRD_PARTY_LICENSES.txt for an esbuild metafile. */
export function licences(metafile) {
  const packages = Object.values(metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs)
      .filter(([, part]) => part.bytesInOutput > 0)
      .map(([path]) => folderOf(path)),
  );
  const folders = [...new Set(packages.filter(Boolean))].sort();
  return [INTRODUCTION, ...folders.map(notice)].join(`\n${"=".repeat(80)}\n\n`);
}

function folderOf(path) {
  return path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
}

function notice(folder) {
  const about = JSON.parse(readFileSync(join(HERE, folder, "package.json"), "utf8"));
  const texts = readdirSync(join(HERE, folder))
    .filter((name) => /^(licen[cs]e|notice|copying)/i.test(name))
    .sort()
    .map((name) =>
      readFileSync(join(HERE, folder, name), "utf8")
        .trim()
        .replaceAll("\r\n", "\n"),
    );
  if (!texts.length) throw new Error(`${about.name} ships no licence text`);
  return `${about.name} ${about.version}\n${about.license}\n\n${texts.join("\n\n")}\n`;
}
