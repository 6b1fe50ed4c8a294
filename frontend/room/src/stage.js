// The stage: who is seen, how large, on which page. It asks the service only for the pictures that
// are in sight.

import { part, setText, show } from "./dom.js";
import { columns, gridLayout } from "./grid_layout.js";
import { translate } from "./strings.js";
import { throttle } from "./throttle.js";
import { createTile, renderTile, videoOf } from "./tile.js";
import { videoSourcesFor } from "./video_sources.js";

/**
 * @import { VideoTileState } from "amazon-chime-sdk-js"
 * @import { Layout } from "./grid_layout.js"
 * @import { Meeting } from "./meeting.js"
 * @import { Participants } from "./participants.js"
 * @typedef {{ tileId: number, paused: boolean }} Picture
 * @typedef {{ meeting: Meeting, participants: Participants }} Attached
 */

const SCREEN = "#content";

export class Stage {
  constructor() {
    /** @type {Attached | null} */
    this.attached = null;
    this.page = 0;
    this.pinnedId = "";
    /** @type {Map<string, HTMLElement>} By attendee: a camera gets a new tile id each time. */
    this.tiles = new Map();
    /** @type {Map<string, Picture>} */
    this.pictures = new Map();
    this.render = throttle(() => this.renderNow());
    part("page-back").addEventListener("click", () => this.turnPage(-1));
    part("page-on").addEventListener("click", () => this.turnPage(1));
    new ResizeObserver(this.render).observe(part("stage"));
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
    this.tiles = new Map();
    this.pictures = new Map();
  }

  /** @param {VideoTileState} tile */
  addPicture({ tileId, boundAttendeeId: id, localTile, active, paused }) {
    if (!this.attached || !id || tileId === null) return;
    const { meeting, participants } = this.attached;
    if (id === meeting.myId + SCREEN) return;
    this.pictures.set(id, { tileId, paused });
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

  renderNow() {
    if (!this.attached) return;
    const { meeting, participants } = this.attached;
    const layout = this.layout(participants);
    const shown = [layout.large, ...layout.small].filter(Boolean);
    this.page = layout.page;
    this.place(part("large"), layout.large ? [layout.large] : [], this.attached);
    this.place(part("small"), layout.small, this.attached);
    this.removeAllBut(shown, meeting);
    renderPager(layout);
    const sources = videoSourcesFor(shown, { largeId: layout.large, myId: meeting.myId });
    meeting.policy.chooseRemoteVideoSources(sources);
  }

  /** @param {Participants} participants */
  layout(participants) {
    const { pinnedId, page } = this;
    const width = part("stage").clientWidth;
    const { speakerId } = participants;
    const facts = { people: participants.list(), sharerId: participants.sharer(), speakerId };
    const layout = gridLayout({ ...facts, pinnedId, page, width });
    part("stage").dataset.layout = layout.large ? "large" : "grid";
    const count = layout.large ? 1 : columns(layout.small.length, width);
    part("small").dataset.columns = String(count);
    return layout;
  }

  /**
   * @param {HTMLElement} list
   * @param {string[]} ids
   * @param {Attached} attached
   */
  place(list, ids, attached) {
    for (const [index, id] of ids.entries()) {
      const tile = this.tiles.get(id) ?? createTile(() => this.togglePin(id));
      this.tiles.set(id, tile);
      // It is moved only if it must be: a video that leaves the page for a moment stops.
      if (list.children[index] !== tile) list.insertBefore(tile, list.children[index] ?? null);
      this.renderOne(id, tile, attached);
    }
    show(list, ids.length > 0);
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
    const hasPicture = Boolean(picture) && !isPaused;
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

/**
 * @param {number} tileId
 * @param {HTMLElement} tile
 * @param {Meeting} meeting
 */
function bindVideo(tileId, tile, meeting) {
  const video = videoOf(tile);
  if (tile.dataset.bound !== String(tileId)) meeting.av.bindVideoElement(tileId, video);
  tile.dataset.bound = String(tileId);
  if (video.paused && video.srcObject) video.play().catch(() => undefined);
}

/** @param {Layout} layout */
function renderPager({ page, pages }) {
  show(part("pager"), pages > 1);
  setText(part("page-number"), translate("page-of", { page: page + 1, pages }));
  part("page-back").setAttribute("aria-disabled", String(page === 0));
  part("page-on").setAttribute("aria-disabled", String(page === pages - 1));
}
