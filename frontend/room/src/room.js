// The meeting page: wires its parts together. Without it the page says so and leads to the event's
// hub.

import { announce } from "./announce.js";
import { startSound, watchSound } from "./audio_playback.js";
import { Captions } from "./captions.js";
import { Chat } from "./chat.js";
import { watchSignal } from "./connection_quality.js";
import { changeDevice, startControls } from "./controls.js";
import { startHelp } from "./device_help.js";
import { startChoices } from "./device_menus.js";
import { Devices } from "./devices.js";
import { config, part, parts, show } from "./dom.js";
import { startFullscreen, toggleFullscreen } from "./fullscreen.js";
import { Lobby } from "./lobby.js";
import { startPanels } from "./panels.js";
import { Roster } from "./participant_list.js";
import { People } from "./participants.js";
import { Introductions } from "./peer_messages.js";
import { startSwitches } from "./preferences_form.js";
import { tellNews } from "./presence_announcements.js";
import { watch } from "./presence_feed.js";
import { Visit } from "./room_session.js";
import { drawScene, showRefusal } from "./screens.js";
import { Share } from "./share.js";
import { drawShortcuts, startShortcuts } from "./shortcuts.js";
import { Stage } from "./stage.js";
import { word } from "./strings.js";

const devices = new Devices();
const visit = new Visit({ config: config(), devices, sound: part("sound") });
const lobby = new Lobby(devices);
const stage = new Stage();
const roster = new Roster();
const captions = new Captions();
const share = new Share();
const chat = new Chat(visit);
const introductions = new Introductions(visit);
const panels = startPanels((name) => name === "chat" && chat.opened());

const controls = startControls(visit, {
  share: () => share.toggle(),
  hand: () => introductions.toggleHand(),
  people: () => panels.toggle("people"),
  chat: () => panels.toggle("chat"),
  settings: () => part("settings").showModal(),
  fullscreen: toggleFullscreen,
  leave: () => visit.tell({ type: "leave" }),
});

function meet(meeting, joined) {
  const told = { people: joined.people ?? {}, me: joined.me ?? { name: "", role: "" } };
  const numbered = (number) => word("attendee", { number });
  const people = new People({ told, myId: meeting.myId, numbered });
  watch(meeting, people);
  watchSignal(meeting);
  watchSound(meeting);
  for (const feature of [stage, chat, introductions, captions, share])
    feature.attend(meeting, people);
  roster.attend(people);
  show(part("chat", "control"), joined.chat !== false);
  tellNews(meeting, people);
}

function changed(state, before) {
  const isOver = ["joining", "ended"].includes(state.name); // a second try begins with a clean room
  if (isOver) for (const feature of [stage, roster, captions, introductions]) feature.leave();
  if (before.name === "lobby") lobby.close();
  if (state.name === "lobby") lobby.open();
  drawScene(state, before);
}

let kept = lobby.luggage();

function joinWith(wanted) {
  kept = wanted;
  visit.join(wanted);
}

function startButtons() {
  part("join").addEventListener("click", () => joinWith(lobby.luggage()));
  part("join-listening").addEventListener("click", () =>
    joinWith({ mic: false, camera: false, muted: true }),
  );
  for (const again of parts("rejoin")) again.addEventListener("click", () => joinWith(kept));
  part("prepare").addEventListener("click", () => visit.tell({ type: "prepare" }));
  part("cancel").addEventListener("click", () => visit.tell({ type: "leave" }));
}

async function start() {
  visit.on("meeting", meet);
  visit.on("refused", showRefusal);
  visit.on("state", changed);
  startButtons();
  startHelp((kind) => (visit.state.name === "lobby" ? lobby.again(kind) : controls.act(kind)));
  startSound();
  startFullscreen();
  startSwitches(() => (drawShortcuts(), captions.draw()));
  drawShortcuts();
  startShortcuts(controls.act, () => ["live", "reconnecting"].includes(visit.state.name));
  startChoices(devices, (kind, id) =>
    visit.state.name === "lobby" ? lobby.changed(kind, id) : changeDevice(visit, kind, id),
  );
  // A closed page says goodbye; without it the others see somebody whose line broke.
  addEventListener("pagehide", () => visit.tell({ type: "leave" }));
  await lobby.arrive();
  show(part("app"), true);
  show(part("loading"), false);
}

start().catch((error) => announce("state", error.name));
