// The title bar of the meeting: how many are here, and whether it is recorded.

import { part, setText, show } from "./dom.js";
import { throttle } from "./throttle.js";

/** @import { Participants } from "./participants.js" */

/** @param {Participants} participants */
export function followTitleBar(participants) {
  participants.on(
    "change",
    throttle(() => {
      const people = participants.list();
      setText(part("here"), String(people.length));
      // Whoever takes part and is no person is the recording: see docs/room.md.
      if (participants.present.size > people.length) show(part("recorded"), true);
    }),
  );
}
