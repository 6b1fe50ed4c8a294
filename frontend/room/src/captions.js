// Captions, when the service sends them: the organiser's account starts transcription, not the
// portal.

import { announce } from "./announce.js";
import { copy, part, show, write } from "./dom.js";
import { isOn } from "./preferences_form.js";

const SHOWN = 3;

export class Captions {
  constructor() {
    this.lines = []; // [{id, name, text}], the newest last
  }

  attend(meeting, people) {
    this.leave();
    meeting.av.transcriptionController?.subscribeToTranscriptEvent(({ results }) => {
      for (const result of results ?? []) this.heard(result, people);
    });
  }

  leave() {
    this.lines = [];
    this.draw();
  }

  heard({ resultId, isPartial, alternatives }, people) {
    const [best] = alternatives;
    if (!best?.transcript) return;
    const speakerId = best.items[0]?.attendee?.attendeeId ?? "";
    const line = {
      id: resultId,
      name: speakerId ? people.nameOf(speakerId) : "",
      text: best.transcript,
    };
    this.lines = [...this.lines.filter(({ id }) => id !== resultId), line].slice(-SHOWN);
    if (!isPartial) announce("captions", `${line.name}: ${line.text}`);
    this.draw();
  }

  draw() {
    show(part("captions"), this.lines.length > 0 && isOn("captions"));
    part("captions").replaceChildren(...this.lines.map(row));
  }
}

function row({ name, text }) {
  const made = copy("caption");
  write(part("name", "caption", made), name);
  write(part("text", "caption", made), text);
  return made;
}
