/**
 * One client's stream of server-sent events (WHATWG HTML, section 9.2). It holds at most one event
 * that the client has not taken yet; a newer one takes its place. It has no timer of its own, so that
 * thousands of silent streams cost little.
 *
 * @module
 */

/** The first thing that is said: milliseconds after which a client that lost the stream asks again. */
export const RETRY = "retry: 2000\n\n";

/** Headers of a stream: no proxy is to keep or to delay it. */
export const STREAM_HEADERS = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "no-store",
  "X-Accel-Buffering": "no",
} as const;

/** An event as it is sent. `data` must be of one line. */
export function formatEvent(id: number, event: string, data: string): string {
  return `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
}

/** A stream that is written to when its client takes something. */
export class EventStream {
  /** What the client reads. */
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly #onEnd: () => void;
  #controller!: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  /** True while the client waits for the next piece. */
  #isWanted = false;
  /** What is to be taken next: the greeting, then the newest event. */
  #greeting: Uint8Array<ArrayBuffer> | undefined = new TextEncoder().encode(RETRY);
  #event: Uint8Array<ArrayBuffer> | undefined;
  #isLast = false;
  /** True if nothing was taken since a beat that found something to take. */
  #isStuck = false;

  /** @param onEnd called once, when the client has gone or has taken the last event */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
    this.readable = new ReadableStream({
      start: (controller) => void (this.#controller = controller),
      pull: () => {
        this.#isWanted = true;
        this.#isStuck = false;
        this.#write();
      },
      cancel: () => onEnd(),
    }, { highWaterMark: 0 });
  }

  /** Says an event, in place of one that was not taken yet. After the last one the stream ends. */
  send(event: Uint8Array<ArrayBuffer>, isLast: boolean): void {
    this.#event = event;
    this.#isLast = isLast;
    this.#write();
  }

  /**
   * Shows proxies and the client that the stream is alive, unless there is something to take. A client
   * that has taken nothing since the last beat is not there: the stream ends, and its connection.
   */
  beat(comment: Uint8Array<ArrayBuffer>): void {
    if (this.#isWanted) return this.#enqueue(comment);
    if (!this.#isStuck) return void (this.#isStuck = true);
    this.#controller.error(new Error("The client takes nothing of the events"));
    this.#onEnd();
  }

  #write(): void {
    const piece = this.#greeting ?? this.#event;
    if (!this.#isWanted || !piece) return;
    if (this.#greeting) this.#greeting = undefined;
    else this.#event = undefined;
    this.#enqueue(piece);
    if (!this.#isLast || this.#event) return;
    this.#controller.close();
    this.#onEnd();
  }

  #enqueue(piece: Uint8Array<ArrayBuffer>): void {
    // First, as the client may want the next piece at once.
    this.#isWanted = false;
    this.#controller.enqueue(piece);
  }
}
