// The stage: who is seen, how large, on which page; asks the service only for the pictures in
// sight.

import { part, show, write } from "./dom.js";
import { arrange, columns } from "./grid_layout.js";
import { TargetSize, VideoPreference, VideoPreferences } from "./sdk.js";
import { word } from "./strings.js";
import { soon } from "./throttle.js";
import { drawTile, makeTile, videoOf } from "./tile.js";

const SCREEN = "#content";

export class Stage {
  constructor() {
    Object.assign(this, {
      page: 0,
      pinnedId: "",
      tiles: new Map(),
      pictures: new Map(),
      people: null,
    });
    this.draw = soon(() => this.people && this.drawNow());
    part("page-back").addEventListener("click", () => this.turn(-1));
    part("page-on").addEventListener("click", () => this.turn(1));
    new ResizeObserver(this.draw).observe(part("stage"));
  }

  attend(meeting, people) {
    Object.assign(this, { meeting, people });
    people.on("change", this.draw);
    meeting.listen({
      audioVideoDidStart: () => this.draw(), // a reconnect forgets which pictures were asked for
      videoTileDidUpdate: (picture) => this.seen(picture),
      videoTileWasRemoved: (tileId) => this.unseen(tileId),
    });
  }

  leave() {
    for (const tile of this.tiles.values()) tile.remove();
    Object.assign(this, {
      page: 0,
      pinnedId: "",
      tiles: new Map(),
      pictures: new Map(),
      people: null,
    });
  }

  // The service gives a camera a new tile id each time it comes back: tiles are kept by attendee.
  seen({ tileId, boundAttendeeId, localTile, active, paused }) {
    if (!boundAttendeeId || boundAttendeeId === this.meeting.myId + SCREEN) return;
    this.pictures.set(boundAttendeeId, { tileId, paused });
    if (localTile) this.people.note(boundAttendeeId, { camera: active });
    this.draw();
  }

  unseen(tileId) {
    for (const [id, picture] of this.pictures) {
      if (picture.tileId !== tileId) continue;
      this.pictures.delete(id);
      if (id === this.meeting.myId) this.people?.note(id, { camera: false });
    }
    this.draw();
  }

  turn(by) {
    this.page += by;
    this.drawNow();
  }

  pin(id) {
    this.pinnedId = this.pinnedId === id ? "" : id;
    this.drawNow();
  }

  drawNow() {
    const { people, pinnedId, page } = this;
    const width = part("stage").clientWidth;
    const facts = { people: people.list(), sharerId: people.sharer(), speakerId: people.speakerId };
    const plan = arrange({ ...facts, pinnedId, page, width });
    this.page = plan.page;
    part("stage").dataset.layout = plan.large ? "large" : "grid";
    part("small").dataset.columns = plan.large ? 1 : columns(plan.small.length, width);
    this.place(part("large"), plan.large ? [plan.large] : []);
    this.place(part("small"), plan.small);
    this.dropAllBut([plan.large, ...plan.small]);
    this.drawPager(plan);
    this.askFor([plan.large, ...plan.small].filter(Boolean));
  }

  place(list, ids) {
    ids.forEach((id, at) => {
      if (!this.tiles.has(id))
        this.tiles.set(
          id,
          makeTile(() => this.pin(id)),
        );
      const tile = this.tiles.get(id);
      // Moved only when it must: a video that leaves the page for a moment stops.
      if (list.children[at] !== tile) list.insertBefore(tile, list.children[at] ?? null);
      this.drawOne(id, tile);
    });
    show(list, ids.length > 0);
  }

  drawOne(id, tile) {
    const isScreen = id.endsWith(SCREEN);
    const person = this.people.get(isScreen ? id.slice(0, -SCREEN.length) : id);
    if (!person) return;
    const picture = this.pictures.get(id);
    const isPaused = Boolean(picture?.paused);
    const hasPicture = Boolean(picture) && !isPaused;
    drawTile(tile, person, { isScreen, hasPicture, isPaused, isPinned: id === this.pinnedId });
    if (picture) this.bind(picture.tileId, tile);
  }

  bind(tileId, tile) {
    const video = videoOf(tile);
    if (tile.dataset.bound !== String(tileId)) this.meeting.av.bindVideoElement(tileId, video);
    tile.dataset.bound = tileId;
    if (video.paused && video.srcObject) video.play().catch(() => undefined);
  }

  dropAllBut(ids) {
    for (const [id, tile] of this.tiles) {
      if (ids.includes(id)) continue;
      const bound = Number(tile.dataset.bound);
      if (this.pictures.get(id)?.tileId === bound) this.meeting.av.unbindVideoElement(bound);
      tile.remove();
      this.tiles.delete(id);
    }
  }

  drawPager({ page, pages }) {
    show(part("pager"), pages > 1);
    write(part("page-number"), word("page-of", { page: page + 1, pages }));
    part("page-back").setAttribute("aria-disabled", page === 0);
    part("page-on").setAttribute("aria-disabled", page === pages - 1);
  }

  askFor(ids) {
    const wanted = VideoPreferences.prepare();
    for (const id of ids.filter((id) => !id.startsWith(this.meeting.myId))) {
      const isLarge = id === ids[0] && part("stage").dataset.layout === "large";
      const size = isLarge || ids.length <= 4 ? TargetSize.High : TargetSize.Low;
      wanted.add(new VideoPreference(id, isLarge ? 1 : 2, size));
    }
    this.meeting.policy.chooseRemoteVideoSources(wanted.build());
  }
}
