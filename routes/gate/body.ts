/**
 * The body of a request, whatever its method: no more than so many bytes, all of them there in time,
 * and each counted for what is under way when it comes, not when it is promised.
 *
 * @module
 */

import { RoteError } from "../../lib/mod.ts";
import { type Holding, SMALL_BYTES } from "../../models/operating/admission.ts";
import { decodeContent, readCodings } from "../../models/bodies/content_coding.ts";
import { startWaiting, stopWaiting, tooSlow, type Waiting } from "./deadline.ts";
import { turnFor } from "./throttle.ts";

/** Bytes of a body. */
type Bytes = Uint8Array<ArrayBuffer>;

/** What a body may be. */
export interface BodyBounds {
  readonly bytes: number;
  /** Milliseconds in which it must be there. */
  readonly milliseconds: number;
}

/**
 * The bytes that a request promises; nothing if it does not say.
 *
 * @throws {RoteError} `body_too_large`, before any of it is read
 */
export function promisedBytes(request: Request, { bytes }: BodyBounds): number | undefined {
  const header = request.headers.get("Content-Length");
  if (header === null) return undefined;
  const promised = Number(header);
  if (promised > bytes) throw tooLarge(bytes);
  return promised;
}

/** True for a body that is small enough to be read as a whole: the server holds clients to lengths. */
export function isSmall(promised: number | undefined): boolean {
  return promised !== undefined && promised <= SMALL_BYTES;
}

/**
 * A body within bounds, as it was sent and, where it was sent compressed (RFC 9110, section 8.4), as
 * it is then: neither may be longer than the other.
 *
 * @param coding the text of `Content-Encoding`
 * @throws {RoteError} `content_coding_not_supported`; the stream fails with `body_not_decodable`, too
 */
export function readBounded(
  body: ReadableStream<Bytes>,
  coding: string | null,
  bounds: BodyBounds,
  holding: () => Holding,
): Pick<BoundedBody, "stream" | "release"> {
  if (coding !== null) readCodings(coding);
  const sent = new BoundedBody(body, bounds, holding());
  if (coding === null) return sent;
  const decoded = decodeContent(sent.stream, coding, bounds.bytes);
  const whole = new BoundedBody(decoded, bounds, holding());
  return {
    stream: whole.stream,
    release: () => {
      whole.release();
      sent.release();
    },
  };
}

/** A body within its bounds. It fails with `body_too_large`, `body_too_slow` or `too_busy`. */
export class BoundedBody {
  /** What is to be read in place of the body itself. */
  readonly stream: ReadableStream<Bytes>;
  readonly #holding: Holding;
  readonly #reader: ReadableStreamDefaultReader<Bytes>;
  readonly #waiting: Waiting;

  constructor(body: ReadableStream<Bytes>, bounds: BodyBounds, holding: Holding) {
    this.#holding = holding;
    const reader = this.#reader = body.getReader();
    let controller: ReadableStreamDefaultController<Bytes>;
    let left = bounds.bytes;
    const fail = (error: unknown) => {
      controller.error(error);
      this.release();
    };
    this.#waiting = startWaiting(bounds.milliseconds, () => fail(tooSlow(bounds.milliseconds)));
    this.stream = new ReadableStream({
      start: (own) => void (controller = own),
      pull: async () => {
        try {
          const { done, value } = await reader.read();
          if (done) {
            stopWaiting(this.#waiting);
            return controller.close();
          }
          left -= value.length;
          if (left < 0) throw tooLarge(bounds.bytes);
          holding.add(value.length);
          await turnFor(value.length);
          controller.enqueue(value);
        } catch (error) {
          fail(error);
        }
      },
      cancel: () => this.release(),
    }, { highWaterMark: 0 });
  }

  /** The body was read, or is not wanted: its bytes are no longer held, nor is more waited for. */
  release(): void {
    stopWaiting(this.#waiting);
    this.#holding.free();
    // What is still to come is not read; a connection that is gone already says so, to nobody.
    this.#reader.cancel().catch(() => {});
  }
}

function tooLarge(bytes: number): RoteError {
  return new RoteError("body_too_large", `The body is above the limit of ${bytes} bytes`);
}
