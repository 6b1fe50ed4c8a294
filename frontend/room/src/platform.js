// Which browser and system this is, only to name the right switch in the help. Pure.

/** {browser: chromium|firefox|safari|other, system: ios|android|mac|windows|linux|other} */
export function platform(userAgent, touchPoints = 0) {
  return { browser: browserOf(userAgent), system: systemOf(userAgent, touchPoints) };
}

function browserOf(agent) {
  if (/firefox|fxios/i.test(agent)) return "firefox";
  if (/chrom(e|ium)|crios|edg/i.test(agent)) return "chromium";
  return /safari/i.test(agent) ? "safari" : "other";
}

function systemOf(agent, touchPoints) {
  // An iPad calls itself a Mac; no Mac has a touch screen.
  if (/iphone|ipad|ipod/i.test(agent) || (/macintosh/i.test(agent) && touchPoints > 1))
    return "ios";
  if (/android/i.test(agent)) return "android";
  if (/macintosh/i.test(agent)) return "mac";
  if (/windows/i.test(agent)) return "windows";
  return /linux|cros/i.test(agent) ? "linux" : "other";
}
