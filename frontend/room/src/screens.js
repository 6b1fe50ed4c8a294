// Shows the part of the page that belongs to the state, puts the focus there, and says it aloud.

import { announce } from "./announce.js";
import { part, parts, root, show } from "./dom.js";
import { word } from "./strings.js";

/** Draws `state`; `before` is the one it came from. */
export function drawScene(state, before) {
  root.dataset.state = state.name;
  for (const scene of parts("when"))
    show(scene, scene.dataset.when.split(" ").includes(state.name));
  for (const panel of parts("end")) show(panel, panel.dataset.end === state.reason);
  show(part("second-try"), state.attempt > 1);
  if (state.attempt > 1) announce("state", part("second-try").textContent.trim());
  if (movesFocus(state, before)) heading(state)?.focus();
  if (state.name === "reconnecting") announce("state", word("reconnecting"));
  if (state.name === "live")
    announce("state", word(before.name === "reconnecting" ? "back" : "inside"));
}

// A broken line and its return leave the focus where the person works.
function movesFocus(state, before) {
  const isLine = [before, state].every(({ name }) => ["live", "reconnecting"].includes(name));
  return before.name !== state.name && !isLine;
}

function heading({ name, reason }) {
  if (name === "ended") return part("heading", "focus", part(reason, "end") ?? root);
  return part(name, "arrive");
}

/** Puts the portal's own words for a refusal in place; it escaped them. */
export function showRefusal(html) {
  const place = document.getElementById("room-outcome");
  place.innerHTML = html;
  window.htmx?.process(place);
  place.querySelector("h1, h2, h3, [tabindex]")?.setAttribute("data-focus", "heading");
  place.querySelector("h1, h2, h3")?.setAttribute("tabindex", "-1");
}
