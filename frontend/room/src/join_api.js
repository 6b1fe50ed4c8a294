// Asks the portal to join the meeting: the one request of the room that changes something, and the
// only way by which the meeting's secrets reach the page.

import { repeatWhileAsked } from "./repeated_request.js";
import { deviceName } from "./tab_store.js";

/**
 * @import { Portrayed } from "./acquaintances.js"
 * @typedef {{ MaxResolution?: string }} Limit "None": forbidden
 * @typedef {Portrayed & { moderates: boolean, first_name: string, last_name: string,
 *   photo: string }} Me this attendee; `moderates`: in the hub they would have its moderators' buttons,
 *   `photo`: the id of an upload, or ""
 * @typedef {object} Joined what the portal answers to a join
 * @property {{ MeetingFeatures?: { Video?: Limit, Content?: Limit } }} meeting the SDK's description
 *   of the meeting
 * @property {object} attendee the SDK's description of this attendee, with the join token
 * @property {Me} me
 * @property {string} title the name of the breakout room, if it is one
 * @property {Record<string, Portrayed>} [people] by user id; names may be ""
 * @property {boolean} [chat] False if the organizer has switched the chat off
 * @property {boolean} [muted] whether everybody comes in muted
 * @property {boolean} [camera_off] whether everybody comes in without a camera
 */

/**
 * @typedef {{ kind: "joined", joined: Joined } | { kind: "refused", html: string }
 *   | { kind: "signed-out", url: string } | { kind: "unreachable" }} JoinResponse
 */

const TIMEOUT_MS = 30_000; // the portal gives up on its own calls long before

/**
 * The portal's answer. The request is repeated only when the portal asks for it, because another
 * one of this attendee is under way: silence may hide a join that happened.
 * @param {string} url
 * @returns {Promise<JoinResponse>}
 */
export async function requestJoin(url) {
  try {
    return await parse(await repeatWhileAsked(() => fetch(url, postOptions())));
  } catch {
    // There is no network, no answer in time, or an answer that is not the portal's.
    return { kind: "unreachable" };
  }
}

/**
 * Tells the portal that this attendee has left; the request goes out even while the page closes.
 * @param {string} url
 */
export function reportLeave(url) {
  const { signal, ...options } = postOptions();
  fetch(url, { ...options, keepalive: true }).catch(() => {});
}

/** @returns {RequestInit} */
function postOptions() {
  /** @type {HTMLInputElement | null} */
  const token = document.querySelector("#post-form input[name=csrfmiddlewaretoken]");
  return {
    method: "POST",
    cache: "no-store",
    credentials: "same-origin",
    headers: {
      "X-CSRFToken": token?.value ?? "",
      "X-Room-Device": deviceName(),
      Accept: "application/json, text/html",
    },
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
}

/**
 * @param {Response} response
 * @returns {Promise<JoinResponse>}
 */
async function parse(response) {
  if (response.status === 401) return { kind: "signed-out", url: (await response.json()).sign_in };
  if ([202, 409].includes(response.status)) return { kind: "refused", html: await response.text() };
  if (!response.ok) return { kind: "unreachable" };
  return { kind: "joined", joined: await response.json() };
}
