// Why the service stopped a meeting, in the portal's words. Pure.
// https://github.com/aws/amazon-chime-sdk-js/blob/main/src/meetingsession/MeetingSessionStatusCode.ts

/** @type {Record<string, string>} */
const REASONS = {
  OK: "left",
  Left: "left",
  AudioJoinedFromAnotherDevice: "elsewhere",
  AudioAuthenticationRejected: "expired",
  SignalingBadRequest: "expired",
  TURNCredentialsForbidden: "expired",
  AudioCallAtCapacity: "full",
  MeetingEnded: "closed",
  AudioAttendeeRemoved: "removed",
  IncompatibleSDP: "unsupported",
};

/**
 * One of the `data-end` panels of the page: left, elsewhere, expired, full, closed, removed,
 * unsupported, lost.
 * @param {string | undefined} statusName
 */
export function endReason(statusName) {
  return REASONS[statusName ?? ""] ?? "lost";
}
