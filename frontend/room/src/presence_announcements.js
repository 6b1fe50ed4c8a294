// Announces who comes and who goes, once those who were there before are known.

import { announceTogether } from "./announce.js";
import { playSound } from "./sounds.js";
import { joinNames, translate } from "./strings.js";

/**
 * @import { Meeting } from "./meeting.js"
 * @import { Participant, Participants } from "./participants.js"
 */

const MAX_PEOPLE = 10; // in a larger meeting, who comes is no news for the ear
const SETTLED_MS = 2000; // the service lists those who are there already, one by one, in this time

/**
 * @param {Meeting} meeting
 * @param {Participants} participants
 */
export function announcePresence(meeting, participants) {
  let isSettled = false;
  /**
   * @param {string} kind
   * @param {Participant} person
   */
  const announceOther = (kind, person) => {
    if (!isSettled || person.isMe) return;
    if (kind === "came" && participants.list().length <= MAX_PEOPLE) playSound("came");
    announceTogether(kind, person, (names) => translate(kind, { names: joinNames(names) }));
  };
  const settle = () => {
    isSettled = true;
  };
  meeting.listen({ audioVideoDidStart: () => setTimeout(settle, SETTLED_MS) });
  participants.on("arrived", (person) => announceOther("came", person));
  participants.on("gone", (person) => announceOther("went", person));
}
