// "Check my device": whether browser, network, camera, microphone and sound are ready, before the
// day. It joins nothing. Without this script, the page says that it is needed.

import { saveResult } from "./device_check_result.js";
import { showDeviceHelp, startDeviceHelp } from "./device_help.js";
import { fillDeviceMenus, startDeviceMenus } from "./device_menus.js";
import { Devices } from "./devices.js";
import { part, parts, show } from "./dom.js";
import { hearsSomething, startMicLevel } from "./mic_level.js";
import { checkWebRtc } from "./missing_webrtc.js";
import { storePreference } from "./preferences_store.js";
import { playTestTone } from "./test_tone.js";

/**
 * @import { DeviceKind, InputKind } from "./devices.js"
 * @typedef {"unknown" | "running" | "good" | "bad"} Result
 */

const STEP_OF = { camera: "camera", mic: "microphone" };
const NETWORK_TIMEOUT_MS = 8000;
const SILENT_MS = 10_000; // without a sound, until the page says that it hears nothing
const LISTEN_MS = 100;

/** @type {{ result_url: string, media_check_url: string }} */
const config = JSON.parse(document.getElementById("check-config")?.textContent ?? "");
const devices = new Devices();
let listening = 0;
let saving = Promise.resolve(); // one after the other: the last result is the one that stays

/** @param {string} name */
const step = (name) => part(name, "step");

/**
 * @param {string} name
 * @param {Result} result
 */
function setResult(name, result) {
  const element = step(name);
  if (!element || element.dataset.result === result) return;
  element.dataset.result = result;
  for (const text of parts("when", element)) {
    show(text, (text.dataset.when ?? "").split(" ").includes(result));
  }
  summarize();
}

/** Once every step has its answer: says so, and sends it to the portal. */
function summarize() {
  const results = parts("step").map(({ dataset }) => [dataset.step ?? "", dataset.result]);
  const isDone = results.every(([, result]) => result === "good" || result === "bad");
  const problems = results.filter(([, result]) => result === "bad").map(([name = ""]) => name);
  show(part("good", "summary"), isDone && problems.length === 0);
  show(part("bad", "summary"), isDone && problems.length > 0);
  for (const name of ["saved", "failed"]) show(part(name, "summary"), false);
  show(part("done"), isDone);
  if (isDone) saving = saving.then(() => save(problems));
}

/** @param {string[]} problems */
async function save(problems) {
  const isSaved = await saveResult(config.result_url, problems);
  show(part("saved", "summary"), isSaved);
  show(part("failed", "summary"), !isSaved);
}

/**
 * Leads on from a button that disappears.
 * @param {string} name
 */
function focusStep(name) {
  step(name).querySelector("h2")?.focus();
}

/** The meeting service tells anybody which of its regions is near; to be answered is all we need. */
async function checkNetwork() {
  if (!config.media_check_url) return;
  setResult("network", "unknown");
  const options = { cache: "no-store", signal: AbortSignal.timeout(NETWORK_TIMEOUT_MS) };
  const answer = await fetch(config.media_check_url, /** @type {RequestInit} */ (options)).catch(
    () => null,
  );
  setResult("network", answer?.ok ? "good" : "bad");
}

/** @param {InputKind} kind */
async function startInput(kind) {
  setResult(STEP_OF[kind], "running");
  const error = await devices.start(kind);
  if (error) return refuse(kind, error);
  showDeviceHelp(kind, "");
  if (kind === "camera") showCamera();
  else listen();
}

/**
 * @param {InputKind} kind
 * @param {string} error see device_errors.js
 */
function refuse(kind, error) {
  showDeviceHelp(kind, error);
  setResult(STEP_OF[kind], "bad");
  if (kind === "mic") show(part("silent"), false); // it could not even listen
}

function showCamera() {
  devices.controller.startVideoPreviewForVideoInput(
    /** @type {HTMLVideoElement} */ (part("preview")),
  );
  show(part("preview"), true);
  setResult("camera", "good");
}

/** Waits for a sound; it may come later than the answer that there is none. */
function listen() {
  startMicLevel(devices);
  show(part("level-row"), true);
  show(part("mic-row"), true);
  clearInterval(listening);
  const begin = Date.now();
  listening = setInterval(() => {
    if (hearsSomething()) {
      clearInterval(listening);
      setResult("microphone", "good");
    } else if (Date.now() - begin > SILENT_MS) setResult("microphone", "bad");
  }, LISTEN_MS);
}

async function start() {
  setResult("camera", "running");
  focusStep("camera");
  show(part("start-row"), false);
  const wasDismissed = await devices.askForBoth();
  /** @type {InputKind[]} */
  const kinds = ["camera", "mic"];
  for (const kind of kinds) {
    if (wasDismissed) refuse(kind, "dismissed");
    else await startInput(kind);
  }
  await fillDeviceMenus(devices);
}

/**
 * @param {DeviceKind} kind
 * @param {string} id
 */
async function changeDevice(kind, id) {
  if (kind === "speaker") return devices.choose(kind, id);
  storePreference(kind, id);
  return startInput(kind);
}

async function play() {
  show(part("heard"), false);
  show(part("playing"), true);
  const speaker = await devices.chosen("speaker");
  const isPlayed = await playTestTone(speaker).then(
    () => true,
    () => false,
  );
  show(part("playing"), false);
  if (!isPlayed) setResult("speaker", "bad");
  show(part("heard"), isPlayed);
}

part("start").addEventListener("click", start);
part("play").addEventListener("click", play);
part("network-again")?.addEventListener("click", () => {
  focusStep("network");
  checkNetwork();
});
for (const button of parts("heard")) {
  button.addEventListener("click", () => {
    setResult("speaker", /** @type {Result} */ (button.dataset.heard));
  });
}
startDeviceHelp(startInput);
startDeviceMenus(devices, changeDevice);
show(part("app"), true);
setResult("browser", checkWebRtc() ? "good" : "bad");
checkNetwork();
