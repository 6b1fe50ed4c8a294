import assert from "node:assert/strict";
import { test } from "node:test";
import { deviceError } from "../src/device_errors.js";
import { endReason } from "../src/end_reasons.js";
import { platform } from "../src/platform.js";

const fine = {
  isSecure: true,
  isFramed: false,
  hasDevicesApi: true,
  policyAllows: true,
  permission: "prompt",
};
/**
 * @param {string} name
 * @param {string} message
 * @param {Partial<import("../src/device_errors.js").DeviceFailure>} [more]
 */
const why = (name, message, more = {}) =>
  deviceError({ ...fine, error: { name, message }, ...more });

test("the browser's, the system's and the host page's switch are told apart", () => {
  assert.equal(why("NotAllowedError", "Permission denied", { permission: "denied" }), "browser");
  assert.equal(why("NotAllowedError", "Permission denied by system"), "system");
  assert.equal(why("NotAllowedError", "Permission denied", { policyAllows: false }), "host");
});

test("a prompt closed without an answer is not a refusal", () => {
  assert.equal(why("NotAllowedError", "Permission dismissed"), "dismissed");
});

test("if the browser allows a device but does not give it, the system is named", () => {
  assert.equal(why("NotAllowedError", "", { permission: "granted" }), "system");
});

test("in a frame, a refusal without a prompt comes from the page around it", () => {
  const framed = { isFramed: true, policyAllows: null };
  assert.equal(why("NotAllowedError", "", { ...framed, permission: "prompt" }), "host");
  assert.equal(why("NotAllowedError", "", { ...framed, permission: "denied" }), "browser");
});

test("a missing device, a busy one and every other failure have their own help", () => {
  assert.equal(why("NotFoundError", "Requested device not found"), "missing");
  assert.equal(why("NotReadableError", "Could not start video source"), "busy");
  assert.equal(why("TypeError", "?"), "unknown");
});

test("a page without https, or a browser without cameras, is named as the cause", () => {
  assert.equal(why("TypeError", "", { isSecure: false, hasDevicesApi: false }), "insecure");
  assert.equal(why("TypeError", "", { hasDevicesApi: false }), "unsupported");
});

test("browser and system are recognized, so that the help names the right switch", () => {
  const iPad =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15";
  const windows =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
  assert.deepEqual(platform(iPad, 5), { browser: "safari", system: "ios" });
  assert.deepEqual(platform(iPad, 0), { browser: "safari", system: "mac" });
  assert.deepEqual(platform(windows), { browser: "chromium", system: "windows" });
});

test("each end reason of the service has a panel, and an unknown one is a lost connection", () => {
  assert.equal(endReason("AudioJoinedFromAnotherDevice"), "elsewhere");
  assert.equal(endReason("MeetingEnded"), "closed");
  assert.equal(endReason("AudioAttendeeRemoved"), "removed");
  assert.equal(endReason("AudioCallAtCapacity"), "full");
  assert.equal(endReason("TaskFailed"), "lost");
});
