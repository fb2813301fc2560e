/**
 * Large answers: admitted before they are begun, counted for what is under way until they are taken,
 * and dropped with their connection when a client takes nothing for long.
 *
 * @module
 */

import { type Holding, SMALL_BYTES } from "../../models/operating/admission.ts";
import { startWaiting, stopWaiting, waitAnew } from "./deadline.ts";
import { turnFor } from "./throttle.ts";

/** Bytes of an answer. */
type Bytes = Uint8Array<ArrayBuffer>;

/** Answers that say of themselves that they are small. */
const small = new WeakSet<Response>();

/** An answer of at most 64 KiB: it is handed over as it is, which is what Deno does soonest. */
export function smallAnswer(answer: Response): Response {
  small.add(answer);
  return answer;
}

/** Bytes that are handed over at a time, and that a client must take before it gets more. */
const PIECE = 262_144;

/**
 * An answer that is sent within bounds.
 *
 * @param holding what it holds of the memory
 * @param milliseconds for which its client may take nothing
 * @param onTaken called once: when the client has taken all of a large answer, or has gone; at once
 *   for a small one
 * @throws {RoteError} `too_busy`, if there is no room for it; `onTaken` is not called then
 */
export async function boundAnswer(
  answer: Response,
  holding: Holding,
  milliseconds: number,
  onTaken: () => void,
): Promise<Response> {
  if (small.has(answer) || !answer.body) {
    onTaken();
    return answer;
  }
  const { status, headers } = answer;
  const source = answer.body.getReader();
  const first: Bytes[] = [];
  let bytes = 0;
  let isWhole = false;
  // To the end of a small one, and one piece further than that of any other, to see whether it is the last.
  for (let isLarge = false; !isWhole; isLarge = bytes > SMALL_BYTES) {
    const { done, value } = await source.read();
    isWhole = done;
    if (!value) break;
    first.push(value);
    bytes += value.length;
    if (isLarge) break;
    if (bytes > SMALL_BYTES) await turnFor(value.length);
  }
  if (isWhole) {
    if (!headers.has("Content-Length")) headers.set("Content-Length", String(bytes));
    if (bytes <= SMALL_BYTES) {
      onTaken();
      return new Response(join(first, bytes), { status, headers });
    }
  }
  try {
    holding.add(bytes);
  } catch (error) {
    source.cancel().catch(() => {});
    throw error;
  }
  const body = takenInTime(first, isWhole ? undefined : source, milliseconds, () => {
    holding.free();
    onTaken();
  });
  return new Response(body, { status, headers });
}

/** Pieces as a body: a reader of it holds one of them, not all. */
export function bodyOf(pieces: Iterator<Bytes, void>): ReadableStream<Bytes> {
  return new ReadableStream({
    pull(controller) {
      const { done, value } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void pieces.return?.(),
  }, { highWaterMark: 0 });
}

/** Bytes as a body of pieces that share them. */
export function sharedBody(bytes: Bytes): ReadableStream<Bytes> {
  return bodyOf(piecesOf(bytes));
}

function* piecesOf(bytes: Bytes): Generator<Bytes, void> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

/**
 * A body whose connection is dropped when the client takes nothing for so long.
 *
 * @param pieces that were read already; what is held for them stands for those that follow
 * @param onEnd called once, when all is taken or the connection is dropped
 */
function takenInTime(
  pieces: Bytes[],
  source: ReadableStreamDefaultReader<Bytes> | undefined,
  milliseconds: number,
  onEnd: () => void,
): ReadableStream<Bytes> {
  /** What is handed over next, and how much of it was. */
  let piece: Bytes | undefined;
  let at = 0;
  let controller: ReadableStreamDefaultController<Bytes>;
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    stopWaiting(waiting);
    onEnd();
    source?.cancel().catch(() => {});
  };
  const fail = (error: unknown) => {
    controller.error(error);
    end();
  };
  const waiting = startWaiting(milliseconds, () => {
    fail(new Error("The client takes nothing of the answer"));
  });
  return new ReadableStream({
    start: (own) => void (controller = own),
    async pull() {
      try {
        while (!piece || at >= piece.length) {
          at = 0;
          piece = pieces.shift() ?? (await source?.read())?.value;
          if (piece) continue;
          end();
          return controller.close();
        }
        await turnFor(Math.min(PIECE, piece.length - at));
        if (isOver) return;
        waitAnew(waiting, milliseconds);
        controller.enqueue(piece.subarray(at, at += PIECE));
      } catch (error) {
        fail(error);
      }
    },
    cancel: end,
  }, { highWaterMark: 0 });
}

function join(pieces: readonly Bytes[], bytes: number): Bytes {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
