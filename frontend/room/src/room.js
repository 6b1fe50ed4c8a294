// The meeting page: connects its parts. Without this script, the page says that the room needs
// JavaScript and leads to the event's hub.

import { announce } from "./announce.js";
import { audioElement, startAudioPlayback, watchAudioPlayback } from "./audio_playback.js";
import { Captions } from "./captions.js";
import { Chat } from "./chat.js";
import { watchConnectionQuality } from "./connection_quality.js";
import { changeDevice, startControls } from "./controls.js";
import { startDeviceHelp } from "./device_help.js";
import { startDeviceMenus } from "./device_menus.js";
import { Devices } from "./devices.js";
import { config, part, parts, setText, show } from "./dom.js";
import { startFullscreen, toggleFullscreen } from "./fullscreen.js";
import { Hands } from "./hands.js";
import { HubOrders } from "./hub_orders.js";
import { startLeaving } from "./leaving.js";
import { Lobby } from "./lobby.js";
import { checkWebRtc } from "./missing_webrtc.js";
import { Moderation } from "./moderation.js";
import { startMoreMenu } from "./more_menu.js";
import { MutedSpeech } from "./muted_speech.js";
import { startPanels } from "./panels.js";
import { ParticipantList } from "./participant_list.js";
import { Participants } from "./participants.js";
import { startPictureInPicture } from "./picture_in_picture.js";
import { startPreferences } from "./preferences_form.js";
import { announcePresence } from "./presence_announcements.js";
import { feedPresence } from "./presence_feed.js";
import { startPushToTalk } from "./push_to_talk.js";
import { Reactions } from "./reactions.js";
import { RoomSession } from "./room_session.js";
import { renderScreen, showRefusal } from "./screens.js";
import { Share } from "./share.js";
import { startShortcuts, updateShortcutHints } from "./shortcuts.js";
import { Stage } from "./stage.js";
import { translate } from "./strings.js";
import { followTitleBar } from "./title_bar.js";
import { followHandsAndScreens } from "./toasts.js";

/**
 * @import { Joined } from "./join_api.js"
 * @import { Meeting } from "./meeting.js"
 * @import { MediaChoice } from "./room_session.js"
 * @import { State } from "./state.js"
 */

const devices = new Devices();
const session = new RoomSession({ config: config(), devices, audio: audioElement() });
const lobby = new Lobby(devices);
const stage = new Stage();
const participantList = new ParticipantList();
const captions = new Captions();
const share = new Share();
const mutedSpeech = new MutedSpeech(devices);
const chat = new Chat(session);
const hands = new Hands(session);
const moderation = new Moderation(hands);
const reactions = new Reactions(session, (id) => stage.tiles.has(id));
const panels = startPanels((name) => name === "chat" && chat.onOpen());
let lastChoice = lobby.choice();

/** @returns {HTMLDialogElement} */
const settings = () => part("settings");
const leave = () => session.dispatch({ type: "leave" });
const isInLobby = () => session.state.name === "lobby";
const isInMeeting = () => ["live", "reconnecting"].includes(session.state.name);
const leaving = startLeaving(leave);

const controls = startControls(session, {
  share: () => share.toggle(),
  hand: () => hands.toggle(),
  react: () => reactions.toggle(),
  people: () => panels.toggle("people"),
  chat: () => panels.toggle("chat"),
  settings: () => settings().showModal(),
  fullscreen: toggleFullscreen,
  view: () => stage.toggleView(),
  more: startMoreMenu().toggle,
  leave: leaving.ask,
});
const hubOrders = new HubOrders(session, controls.act);

/**
 * @param {Meeting} meeting
 * @param {Joined} joined
 */
function attachAll(meeting, joined) {
  const directory = { people: joined.people ?? {}, me: joined.me };
  const participants = new Participants({
    directory,
    myId: meeting.myId,
    myExternalId: meeting.myExternalId,
    numberedName: (number) => translate("attendee", { number }),
  });
  feedPresence(meeting, participants);
  watchConnectionQuality(meeting);
  watchAudioPlayback(meeting);
  for (const feature of [stage, chat, hands, reactions, captions, share])
    feature.attach(meeting, participants);
  for (const feature of [hubOrders, moderation]) feature.attach(meeting, participants, joined.me);
  participantList.attach(participants, joined.me.moderates);
  showBreakoutRoom(session.destination.breakoutRoom ? joined.title : "");
  followTitleBar(participants);
  followHandsAndScreens(participants);
  mutedSpeech.attach(meeting);
  show(part("chat", "control"), joined.chat !== false);
  hideWhatIsForbidden(joined.meeting.MeetingFeatures);
  announcePresence(meeting, participants);
}

/** @param {string} title the name of the breakout room, "" in the main room */
function showBreakoutRoom(title) {
  show(part("breakout"), session.destination.breakoutRoom !== "");
  setText(part("breakout-name"), title);
}

/**
 * The SDK would take the camera or the screen, and send nothing.
 * @param {Joined["meeting"]["MeetingFeatures"]} features
 */
function hideWhatIsForbidden(features) {
  if (features?.Video?.MaxResolution === "None") show(part("camera", "control"), false);
  if (features?.Content?.MaxResolution === "None") show(part("share", "control"), false);
}

const attachedFeatures = [
  stage,
  participantList,
  captions,
  hands,
  reactions,
  hubOrders,
  mutedSpeech,
];

/**
 * @param {State} state
 * @param {State} before
 */
function onStateChange(state, before) {
  // A second attempt begins with a clean room, too.
  const isOutside = ["joining", "ended"].includes(state.name);
  if (isOutside) for (const feature of attachedFeatures) feature.detach();
  if (before.name === "lobby") lobby.close();
  if (state.name === "lobby") lobby.open();
  leaving.follow(isInMeeting());
  renderScreen(state, before);
}

/** @param {MediaChoice} choice */
function join(choice) {
  lastChoice = choice;
  session.join(choice);
}

function startButtons() {
  const listening = { mic: false, camera: false, muted: true };
  part("join").addEventListener("click", () => join(lobby.choice()));
  part("join-listening").addEventListener("click", () => join(listening));
  for (const button of parts("rejoin")) button.addEventListener("click", () => join(lastChoice));
  part("prepare").addEventListener("click", () => session.dispatch({ type: "prepare" }));
  part("cancel").addEventListener("click", leave);
  part("leave-breakout").addEventListener("click", () => session.moveTo(""));
}

function startFeatures() {
  startDeviceHelp((kind) => (isInLobby() ? lobby.retry(kind) : controls.act(kind)));
  startAudioPlayback();
  startFullscreen();
  startPreferences(() => {
    updateShortcutHints();
    captions.render();
    stage.render();
  });
  updateShortcutHints();
  startShortcuts(controls.act, isInMeeting);
  startPushToTalk(session, isInMeeting);
  startPictureInPicture();
  startDeviceMenus(devices, (kind, id) =>
    isInLobby() ? lobby.changeDevice(kind, id) : changeDevice(session, kind, id),
  );
}

async function start() {
  session.on("meeting", attachAll);
  session.on("refused", showRefusal);
  session.on("state", onStateChange);
  startButtons();
  startFeatures();
  // A closed page says goodbye; without it the others see somebody whose connection broke.
  addEventListener("pagehide", leave);
  if (checkWebRtc()) await lobby.start();
  show(part("app"), true);
  show(part("loading"), false);
}

start().catch((error) => announce("state", error.name));
