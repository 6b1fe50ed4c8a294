// Which browser and system this is, only to name the right switch in the help. Pure.

/**
 * {browser: chromium|firefox|safari|other, system: ios|android|mac|windows|linux|other}.
 * @param {string} userAgent
 * @param {number} [touchPoints]
 */
export function platform(userAgent, touchPoints = 0) {
  return { browser: browserOf(userAgent), system: systemOf(userAgent, touchPoints) };
}

/** @param {string} agent */
function browserOf(agent) {
  if (/firefox|fxios/i.test(agent)) return "firefox";
  if (/chrom(e|ium)|crios|edg/i.test(agent)) return "chromium";
  return /safari/i.test(agent) ? "safari" : "other";
}

/**
 * @param {string} agent
 * @param {number} touchPoints
 */
function systemOf(agent, touchPoints) {
  if (/iphone|ipad|ipod/i.test(agent)) return "ios";
  // An iPad calls itself a Mac; no Mac has a touch screen.
  if (/macintosh/i.test(agent)) return touchPoints > 1 ? "ios" : "mac";
  if (/android/i.test(agent)) return "android";
  if (/windows/i.test(agent)) return "windows";
  return /linux|cros/i.test(agent) ? "linux" : "other";
}
