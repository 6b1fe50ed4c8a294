// Which room of the workshop the next join leads to: the main one, or a breakout room.

/** @import { RoomConfig } from "./dom.js" */

export class Destination {
  /** @param {RoomConfig} config */
  constructor(config) {
    this.config = config;
    this.breakoutRoom = ""; // its id, "" for the main room
  }

  /** The address that is asked for a place in it. */
  joinUrl() {
    const { join_url: main, breakout_url: breakout } = this.config;
    return this.breakoutRoom ? breakout.replace("ROOM", this.breakoutRoom) : main;
  }

  /** What a message that sends somebody elsewhere must name to be about this workshop. */
  workshop() {
    return { workshopId: this.config.workshop_id, slugs: this.config.event_slugs };
  }
}
