// The messages by which Accelevents' own hub moderates a meeting: their form, and what each of them
// means to this attendee. Pure.

/**
 * @typedef {object} HubMessage
 * @property {string} type one of RULES
 * @property {Record<string, unknown>} fields all of the message; none of it is trusted
 *
 * @typedef {object} Circumstances
 * @property {boolean} isToMe whether it came on this attendee's own topic, not on everybody's
 * @property {boolean} mayCommand whether its sender is an admin, moderator or speaker
 * @property {boolean} iModerate whether this attendee is one
 * @property {boolean} isInBreakout whether this meeting is a breakout room's
 *
 * @typedef {"mute" | "stop-camera" | "kick" | "enter" | "go-back" | "configure" | "rooms-changed"
 *   | "learn" | "ask-mute" | "ask-unmute" | "ask-stop-camera" | "ask-start-camera" | ""} Verdict
 *   what to do; "" for nothing
 */

export const GENERAL = "GeneralDataMessage"; // the topic of what is meant for everybody
export const RAISE = "raise-hand";
export const DISMISS = "dismiss-hand";
export const LIFETIME_MS = 10_000;
export const KICK_LIFETIME_MS = 10; // whoever comes back at once must not be sent away again

const MAX_CHARS = 2048; // the service's limit, in bytes
const ROOM_ID = /^[\w-]{1,64}$/;

/**
 * What a message is to whom: `byLeader` if its sender may command, `byOther` if not. Nobody can be
 * sure that the lists of those who may are whole, so what others say becomes a question, or nothing
 * where obeying could not be undone by a press.
 * @type {Record<string, { isToMe: boolean, byLeader: Verdict, byOther: Verdict }>}
 */
const RULES = {
  MUTE: { isToMe: true, byLeader: "mute", byOther: "ask-mute" },
  UNMUTE: { isToMe: true, byLeader: "ask-unmute", byOther: "ask-unmute" },
  "VIDEO-DISABLE": { isToMe: true, byLeader: "stop-camera", byOther: "ask-stop-camera" },
  "VIDEO-ENABLE": { isToMe: true, byLeader: "ask-start-camera", byOther: "ask-start-camera" },
  KICK: { isToMe: true, byLeader: "kick", byOther: "" },
  "JOIN-BREAKOUT-ROOM": { isToMe: true, byLeader: "enter", byOther: "" },
  MUTEALL: { isToMe: false, byLeader: "mute", byOther: "" },
  "MUTE-ATTENDEES": { isToMe: false, byLeader: "mute", byOther: "ask-mute" },
  STOPALLVIDEO: { isToMe: false, byLeader: "stop-camera", byOther: "" },
  "UPDATE-CONFIG": { isToMe: false, byLeader: "configure", byOther: "" },
  "UPDATE-BREAKOUT-ROOM": { isToMe: false, byLeader: "rooms-changed", byOther: "" },
  "DELETE-ROOM": { isToMe: false, byLeader: "go-back", byOther: "" },
  ATTENDEEPROFILE: { isToMe: false, byLeader: "learn", byOther: "learn" },
};

/**
 * The text of a message, in the hub's form.
 * @param {string} type
 * @param {{ attendeeId: string, name: string }} sender
 * @param {Record<string, unknown>} [fields]
 */
export function encode(type, sender, fields = {}) {
  return JSON.stringify({ type, ...fields, ...sender });
}

/**
 * The message in `text`; null for whatever is none.
 * @param {string} text
 * @returns {HubMessage | null}
 */
export function decode(text) {
  if (text.length > MAX_CHARS) return null;
  const fields = parseJson(text);
  const isMessage = typeof fields?.type === "string" && Object.hasOwn(RULES, fields.type);
  return isMessage ? { type: fields.type, fields } : null;
}

/** @param {string} text */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} type
 * @param {Circumstances} circumstances
 * @returns {Verdict}
 */
export function verdict(type, { isToMe, mayCommand, iModerate, isInBreakout }) {
  const rule = RULES[type];
  if (rule.isToMe !== isToMe) return "";
  if (type === "MUTE-ATTENDEES" && iModerate) return "";
  if (type === "DELETE-ROOM" && !isInBreakout) return "";
  if (type === "JOIN-BREAKOUT-ROOM" && isInBreakout) return "";
  return mayCommand ? rule.byLeader : rule.byOther;
}

/**
 * The id of the breakout room that a message sends somebody to; "" if that is none of this
 * workshop's.
 * @param {Record<string, unknown>} fields
 * @param {{ workshopId: number, slugs: string[] }} here
 */
export function roomIn({ roomId, sessionId, eventUrl }, { workshopId, slugs }) {
  const event = textOf(eventUrl).toLowerCase();
  const isHere = slugs.some((slug) => slug !== "" && slug.toLowerCase() === event);
  const id = textOf(roomId);
  return isHere && textOf(sessionId) === String(workshopId) && ROOM_ID.test(id) ? id : "";
}

/**
 * The rules of entry in an UPDATE-CONFIG; null if there are none.
 * @param {Record<string, unknown>} fields
 */
export function entryRulesIn({ chimeConfig }) {
  /** @type {any} */
  const config = chimeConfig;
  const muted = config?.muteAttendeesOnEntry;
  const cameraOff = config?.disableAttendeesCameraOnEntry;
  if (typeof muted !== "boolean" || typeof cameraOff !== "boolean") return null;
  return { muted, camera_off: cameraOff };
}

/**
 * The name in an ATTENDEEPROFILE, "" if there is none.
 * @param {Record<string, unknown>} fields
 */
export function nameIn({ firstName, lastName }) {
  return [firstName, lastName]
    .map((name) => (typeof name === "string" ? name.slice(0, 100) : ""))
    .join(" ")
    .trim();
}

/**
 * Numbers and texts as text; "" for anything else.
 * @param {unknown} value
 */
function textOf(value) {
  return ["string", "number"].includes(typeof value) ? String(value) : "";
}
