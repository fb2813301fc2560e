/**
 * Server-sent events taken from a stream of text (WHATWG HTML, section 9.2.6).
 *
 * @module
 */

/** One event. */
export interface ServerSentEvent {
  /** "message" unless the stream names another. */
  readonly event: string;
  readonly data: string;
  /** The newest id that the stream has told by then. */
  readonly id: string;
}

/** Takes events from text that comes in pieces, cut anywhere. */
export class EventParser {
  /** Milliseconds after which to ask again when the stream is lost, once the stream has told. */
  retry: number | undefined;
  /** The newest id. */
  #id: string;
  #event = "";
  #data: string[] = [];
  /** The start of a line. */
  #rest = "";
  #isFirst = true;

  constructor(lastEventId = "") {
    this.#id = lastEventId;
  }

  /** The events that are whole with this piece. */
  push(piece: string): ServerSentEvent[] {
    let text = this.#rest + piece;
    if (this.#isFirst && text !== "") {
      this.#isFirst = false;
      if (text.startsWith("\ufeff")) text = text.slice(1);
    }
    // A carriage return at the end may be half of a line's end.
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop()!;
    return lines.flatMap((line) => this.#readLine(line));
  }

  #readLine(line: string): ServerSentEvent[] {
    if (line === "") return this.#finish();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#event = value;
    else if (field === "id" && !value.includes("\0")) this.#id = value;
    else if (field === "retry" && /^\d+$/.test(value)) this.retry = Number(value);
    return [];
  }

  #finish(): ServerSentEvent[] {
    const data = this.#data;
    const event = this.#event || "message";
    this.#data = [];
    this.#event = "";
    return data.length === 0 ? [] : [{ event, data: data.join("\n"), id: this.#id }];
  }
}
