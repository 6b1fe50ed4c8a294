// Why a camera or a microphone cannot be had: browser, system, host page and "in use" told apart.
// Pure.

const MISSING = new Set(["NotFoundError", "DevicesNotFoundError", "OverconstrainedError"]);
const BUSY = new Set(["NotReadableError", "TrackStartError", "AbortError"]);

/**
 * The `data-help` to show: "unsupported", "insecure", "host", "system", "dismissed", "browser",
 * "missing", "busy" or "unknown".
 *
 * `error` is getUserMedia's ({name, message}); `isSecure`, `isFramed` and `hasDevicesApi` describe
 * the page; `policyAllows` is the page policy's word, null where the browser does not tell;
 * `permission` is the browser's own state ("granted", "denied", "prompt" or "").
 */
export function trouble({ error, isSecure, isFramed, hasDevicesApi, policyAllows, permission }) {
  if (!isSecure) return "insecure";
  if (!hasDevicesApi) return "unsupported";
  if (policyAllows === false) return "host";
  if (MISSING.has(error.name)) return "missing";
  if (BUSY.has(error.name)) return "busy";
  if (error.name === "NotAllowedError" || error.name === "SecurityError") {
    return refusal(error, isFramed, policyAllows, permission);
  }
  return "unknown";
}

function refusal({ message }, isFramed, policyAllows, permission) {
  if (/system/i.test(message)) return "system";
  if (/dismissed/i.test(message)) return "dismissed";
  // Allowed by the browser and yet refused: only the system or the page around us is left.
  if (permission === "granted") return "system";
  return isFramed && policyAllows === null && permission !== "denied" ? "host" : "browser";
}
