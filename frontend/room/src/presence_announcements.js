// Says who comes and who goes, once those who were there before are known.

import { gather } from "./announce.js";
import { listed, word } from "./strings.js";

const SETTLED_MS = 2000; // who is there already is told within this time, one by one

export function tellNews(meeting, people) {
  let isSettled = false;
  const tell = (kind) => (person) =>
    isSettled &&
    !person.isMe &&
    gather(kind, person, (names) => word(kind, { names: listed(names) }));
  const settle = () => setTimeout(() => (isSettled = true), SETTLED_MS);
  meeting.listen({ audioVideoDidStart: settle });
  people.on("arrived", tell("came"));
  people.on("gone", tell("went"));
}
