// Captions, if the service sends them: the organizer's account starts transcription, the portal
// does not.

import { announce } from "./announce.js";
import { cloneTemplate, part, setText, show } from "./dom.js";
import { choiceOf, isEnabled } from "./preferences_form.js";

/**
 * @import { Meeting } from "./meeting.js"
 * @import { Participants } from "./participants.js"
 * @import { TranscriptEvent, TranscriptResult } from "amazon-chime-sdk-js"
 * @typedef {{ id: string, name: string, text: string }} CaptionLine
 */

const MAX_LINES = 2;

export class Captions {
  constructor() {
    /** @type {CaptionLine[]} The newest is the last. */
    this.lines = [];
  }

  /**
   * @param {Meeting} meeting
   * @param {Participants} participants
   */
  attach(meeting, participants) {
    this.detach();
    meeting.av.transcriptionController?.subscribeToTranscriptEvent((event) => {
      for (const result of resultsOf(event)) this.add(result, participants);
    });
  }

  detach() {
    this.lines = [];
    this.render();
  }

  /**
   * @param {TranscriptResult} result
   * @param {Participants} participants
   */
  add({ resultId, isPartial, alternatives }, participants) {
    const [best] = alternatives;
    if (!best?.transcript) return;
    const speakerId = best.items[0]?.attendee?.attendeeId ?? "";
    const name = speakerId ? participants.nameOf(speakerId) : "";
    const line = { id: resultId, name, text: best.transcript };
    this.lines = [...this.lines.filter(({ id }) => id !== resultId), line].slice(-MAX_LINES);
    if (!isPartial) announce("captions", `${line.name}: ${line.text}`);
    this.render();
  }

  render() {
    show(part("captions"), this.lines.length > 0 && isEnabled("captions"));
    part("captions").dataset.size = choiceOf("caption-size");
    part("captions").replaceChildren(...this.lines.map(createRow));
  }
}

/**
 * The results of a transcript; other events of the service have none.
 * @param {TranscriptEvent} event
 */
function resultsOf(event) {
  return "results" in event ? (event.results ?? []) : [];
}

/** @param {CaptionLine} line */
function createRow({ name, text }) {
  const row = cloneTemplate("caption");
  setText(part("name", "caption", row), name);
  setText(part("text", "caption", row), text);
  return row;
}
