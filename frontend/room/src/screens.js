// Shows the part of the page that belongs to the state, puts the focus there, and announces it.

import { announce } from "./announce.js";
import { part, parts, root, show } from "./dom.js";
import { translate } from "./strings.js";

/** @import { State } from "./state.js" */

/**
 * @param {State} state
 * @param {State} before the state that it came from
 */
export function renderScreen(state, before) {
  root.dataset.state = state.name;
  for (const screen of parts("when"))
    show(screen, (screen.dataset.when ?? "").split(" ").includes(state.name));
  for (const panel of parts("end")) show(panel, panel.dataset.end === state.reason);
  show(part("second-try"), state.attempt > 1);
  if (movesFocus(state, before)) headingFor(state)?.focus();
  const sentence = sentenceFor(state, before);
  if (sentence) announce("state", sentence);
}

/**
 * What to announce, or "".
 * @param {State} state
 * @param {State} before
 */
function sentenceFor({ name, attempt }, before) {
  if (attempt > 1) return (part("second-try").textContent ?? "").trim();
  if (name === "reconnecting") return translate("reconnecting");
  if (name !== "live") return "";
  return translate(before.name === "reconnecting" ? "back" : "inside");
}

/**
 * Whether the focus moves: a broken connection and its return leave it where the attendee works.
 * @param {State} state
 * @param {State} before
 */
function movesFocus(state, before) {
  const isInMeeting = [before, state].every(({ name }) => ["live", "reconnecting"].includes(name));
  return before.name !== state.name && !isInMeeting;
}

/** @param {State} state */
function headingFor({ name, reason }) {
  if (name === "ended") return part("heading", "focus", part(reason, "end") ?? root);
  return part(name, "arrive");
}

/**
 * Puts the portal's own HTML for a refusal in its place; the portal has escaped it.
 * @param {string} html
 */
export function showRefusal(html) {
  const container = document.getElementById("room-outcome");
  if (!container) return;
  container.innerHTML = html;
  window.htmx?.process(container);
  container.querySelector("h1, h2, h3, [tabindex]")?.setAttribute("data-focus", "heading");
  container.querySelector("h1, h2, h3")?.setAttribute("tabindex", "-1");
}
