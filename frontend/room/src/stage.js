// The stage: who is seen, how large, on which page. It asks the service only for the pictures that
// are in sight.

import { announce } from "./announce.js";
import { updateToggle } from "./controls.js";
import { part } from "./dom.js";
import { gridLayout, isWide } from "./grid_layout.js";
import { renderPager, startPager } from "./pager.js";
import { choiceOf, isEnabled } from "./preferences_form.js";
import { readPreference, storePreference } from "./preferences_store.js";
import { stillWhilePressed } from "./still_while_pressed.js";
import { translate } from "./strings.js";
import { throttle } from "./throttle.js";
import { bindVideo, createTile, renderTile } from "./tile.js";
import { placeTiles } from "./tile_placing.js";
import { videoSourcesFor } from "./video_sources.js";

/**
 * @import { VideoTileState } from "amazon-chime-sdk-js"
 * @import { SelfView } from "./grid_layout.js"
 * @import { Meeting } from "./meeting.js"
 * @import { Participants } from "./participants.js"
 * @typedef {{ tileId: number, active: boolean, paused: boolean }} Picture
 * @typedef {{ meeting: Meeting, participants: Participants }} Attached
 */

const SCREEN = "#content";
const VIEW = "view";

export class Stage {
  constructor() {
    /** @type {Attached | null} */
    this.attached = null;
    this.page = 0;
    this.pinnedId = "";
    this.largeId = "";
    /** @type {string[]} */
    this.order = [];
    this.isSpeakerView = readPreference(VIEW) === "speaker";
    /** @type {Map<string, HTMLElement>} By attendee: a camera gets a new tile id each time. */
    this.tiles = new Map();
    /** @type {Map<string, Picture>} */
    this.pictures = new Map();
    this.render = throttle(stillWhilePressed(part("tiles"), () => this.renderNow()));
    startPager((by) => this.turnPage(by));
    new ResizeObserver(this.render).observe(part("tiles"));
    updateToggle(VIEW, this.isSpeakerView);
  }

  /**
   * @param {Meeting} meeting
   * @param {Participants} participants
   */
  attach(meeting, participants) {
    this.attached = { meeting, participants };
    participants.on("change", this.render);
    meeting.listen({
      audioVideoDidStart: () => this.render(), // a reconnect forgets which pictures were asked for
      videoTileDidUpdate: (tile) => this.addPicture(tile),
      videoTileWasRemoved: (tileId) => this.removePicture(tileId),
    });
  }

  detach() {
    for (const tile of this.tiles.values()) tile.remove();
    this.attached = null;
    this.page = 0;
    this.pinnedId = "";
    this.largeId = "";
    this.order = [];
    this.tiles = new Map();
    this.pictures = new Map();
  }

  /** @param {VideoTileState} tile */
  addPicture({ tileId, boundAttendeeId: id, localTile, active, paused }) {
    if (!this.attached || !id || tileId === null) return;
    const { meeting, participants } = this.attached;
    if (id === meeting.myId + SCREEN) return;
    this.pictures.set(id, { tileId, active, paused });
    if (localTile) participants.update(id, { camera: active });
    this.render();
  }

  /** @param {number} tileId */
  removePicture(tileId) {
    for (const [id, picture] of this.pictures) {
      if (picture.tileId !== tileId) continue;
      this.pictures.delete(id);
      const isMine = id === this.attached?.meeting.myId;
      if (isMine) this.attached?.participants.update(id, { camera: false });
    }
    this.render();
  }

  /** @param {number} by */
  turnPage(by) {
    this.page += by;
    this.renderNow();
  }

  /** @param {string} id */
  togglePin(id) {
    this.pinnedId = this.pinnedId === id ? "" : id;
    this.renderNow();
  }

  /** Changes between tiles of one size and a large speaker, and stores which. */
  toggleView() {
    this.isSpeakerView = !this.isSpeakerView;
    storePreference(VIEW, this.isSpeakerView ? "speaker" : "grid");
    updateToggle(VIEW, this.isSpeakerView);
    announce("state", translate(this.isSpeakerView ? "view-is-on" : "view-is-off"));
    this.renderNow();
  }

  renderNow() {
    if (!this.attached) return;
    const { attached } = this;
    const { meeting } = attached;
    const layout = this.layout(attached.participants);
    placeTiles(layout, (id) => this.tileFor(id));
    const shown = [layout.large, ...layout.small, layout.corner].filter(Boolean);
    for (const id of shown) this.renderOne(id, this.tileFor(id), attached);
    this.removeAllBut(shown, meeting);
    renderPager(layout);
    const wanted = isEnabled("audio-only") ? shown.filter((id) => id.endsWith(SCREEN)) : shown;
    const sources = videoSourcesFor(wanted, { largeId: layout.large, myId: meeting.myId });
    meeting.policy.chooseRemoteVideoSources(sources);
  }

  /** @param {Participants} participants */
  layout(participants) {
    const { clientWidth: width, clientHeight: height } = part("tiles");
    const layout = gridLayout({
      people: participants.list(),
      sharerId: participants.sharer(),
      speakerId: participants.speakerId,
      view: this.isSpeakerView ? "speaker" : "grid",
      selfView: /** @type {SelfView} */ (choiceOf("self-view")),
      order: this.order,
      pinnedId: this.pinnedId,
      largeId: this.largeId,
      page: this.page,
      width,
      height,
    });
    this.order = layout.order;
    this.page = layout.page;
    this.largeId = layout.large;
    const strip = isWide(width, height) ? "beside" : "below";
    part("stage").dataset.layout = layout.large && layout.small.length ? strip : "grid";
    return layout;
  }

  /** @param {string} id */
  tileFor(id) {
    const tile = this.tiles.get(id) ?? createTile(() => this.togglePin(id));
    this.tiles.set(id, tile);
    return tile;
  }

  /**
   * @param {string} id
   * @param {HTMLElement} tile
   * @param {Attached} attached
   */
  renderOne(id, tile, { meeting, participants }) {
    const isScreen = id.endsWith(SCREEN);
    const person = participants.get(isScreen ? id.slice(0, -SCREEN.length) : id);
    if (!person) return;
    const picture = this.pictures.get(id);
    const isPaused = Boolean(picture?.paused);
    const hasPicture = Boolean(picture?.active) && !isPaused;
    renderTile(tile, person, { isScreen, hasPicture, isPaused, isPinned: id === this.pinnedId });
    if (picture) bindVideo(picture.tileId, tile, meeting);
  }

  /**
   * @param {string[]} ids
   * @param {Meeting} meeting
   */
  removeAllBut(ids, meeting) {
    for (const [id, tile] of this.tiles) {
      if (ids.includes(id)) continue;
      const bound = Number(tile.dataset.bound);
      if (this.pictures.get(id)?.tileId === bound) meeting.av.unbindVideoElement(bound);
      tile.remove();
      this.tiles.delete(id);
    }
  }
}
