import assert from "node:assert/strict";
import { test } from "node:test";
import * as esbuild from "esbuild";
import { HERE } from "../bundle_config.mjs";
import { sdkPatches } from "../sdk_patches.mjs";

const CONTROLLER = "amazon-chime-sdk-js/build/transceivercontroller/DefaultTransceiverController";
const { outputFiles } = await esbuild.build({
  stdin: {
    contents: `export { default } from "${CONTROLLER}";`,
    resolveDir: HERE,
  },
  bundle: true,
  format: "esm",
  plugins: [sdkPatches],
  write: false,
});
const script = `data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? "")}`;
const { default: TransceiverController } = await import(script);

/** A sender as browsers have it: it refuses a change while another one is under way. */
class Sender {
  /** @type {number[]} */
  bitrates = [];
  isChanging = false;

  getParameters() {
    return { encodings: [{}] };
  }

  /** @param {{ encodings: { maxBitrate: number }[] }} parameters */
  async setParameters({ encodings: [{ maxBitrate }] }) {
    if (this.isChanging) throw new Error("getParameters() has never been called");
    if (maxBitrate < 0) throw new Error("out of range");
    this.isChanging = true;
    await null;
    this.isChanging = false;
    this.bitrates.push(maxBitrate);
  }
}

/** @returns {{ sender: Sender, warnings: string[], send: (maxBitrate: number) => Promise<void> }} */
function camera() {
  /** @type {string[]} */
  const warnings = [];
  const sender = new Sender();
  const controller = new TransceiverController({
    warn: (/** @type {string} */ text) => warnings.push(text),
  });
  controller._localCameraTransceiver = { direction: "sendrecv", sender };
  const send = (/** @type {number} */ maxBitrate) =>
    controller.setEncodingParameters(new Map([["", { maxBitrate }]]));
  return { sender, warnings, send };
}

test("changes of what the camera sends take effect one after the other", async () => {
  const { sender, warnings, send } = camera();
  await Promise.all([send(100), send(200), send(300)]);
  assert.deepEqual(sender.bitrates, [100, 200, 300]);
  assert.deepEqual(warnings, []);
});

test("a change that the browser refuses is logged and stops none that follows", async () => {
  const { sender, warnings, send } = camera();
  await Promise.all([send(-1), send(200)]);
  assert.deepEqual(sender.bitrates, [200]);
  assert.deepEqual(warnings, ["not sent otherwise: out of range"]);
});
