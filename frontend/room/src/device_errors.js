// Why a camera or a microphone is not available; browser, system, host page and "in use" are told
// apart. Pure.

/**
 * @typedef {object} DeviceFailure
 * @property {{ name: string, message: string }} error what getUserMedia threw
 * @property {boolean} isSecure whether the page is a secure context
 * @property {boolean} isFramed whether the page stands in a frame
 * @property {boolean} hasDevicesApi whether the browser has getUserMedia
 * @property {boolean | null} policyAllows what the page's policy says; null where the browser does
 *   not tell
 * @property {string} permission the browser's own state: "granted", "denied", "prompt" or ""
 */

const MISSING = new Set(["NotFoundError", "DevicesNotFoundError", "OverconstrainedError"]);
const BUSY = new Set(["NotReadableError", "TrackStartError", "AbortError"]);

/**
 * The `data-help` to show: "unsupported", "insecure", "host", "system", "dismissed", "browser",
 * "missing", "busy" or "unknown".
 * @param {DeviceFailure} failure
 */
export function deviceError(failure) {
  const { error, isSecure, hasDevicesApi, policyAllows } = failure;
  if (!isSecure) return "insecure";
  if (!hasDevicesApi) return "unsupported";
  if (policyAllows === false) return "host";
  if (MISSING.has(error.name)) return "missing";
  if (BUSY.has(error.name)) return "busy";
  if (error.name === "NotAllowedError" || error.name === "SecurityError") return refusal(failure);
  return "unknown";
}

/** @param {DeviceFailure} failure */
function refusal({ error: { message }, isFramed, policyAllows, permission }) {
  if (/system/i.test(message)) return "system";
  if (/dismissed/i.test(message)) return "dismissed";
  // The browser allows it and yet it is refused: only the system or the host page is left.
  if (permission === "granted") return "system";
  return isFramed && policyAllows === null && permission !== "denied" ? "host" : "browser";
}
