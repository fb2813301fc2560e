/**
 * Turns of the event loop for bytes that come and go. A body that comes as fast as it is read, or an
 * answer that is taken as fast as it is given, would otherwise go on to its end in one turn, and all
 * others wait. Everybody's bytes together have so many a turn; what is beyond waits for the next one.
 *
 * @module
 */

/** Bytes of a turn. Moving them takes a third of the time, about, that it lasts. */
const TURN_BYTES = 524_288;
/** Milliseconds of a turn. So all long bodies and answers together have a quarter of a gigabyte a second. */
const TURN_MILLISECONDS = 1;

let left = TURN_BYTES;
let isTurning = false;
/** Those who wait for a later turn, first come first served. */
const waiting: { readonly bytes: number; readonly go: () => void }[] = [];

/** Waits until it is the turn of so many bytes; nothing to wait for if it is already. */
export function turnFor(bytes: number): Promise<void> | undefined {
  if (!isTurning) {
    isTurning = true;
    setTimeout(endTurn, TURN_MILLISECONDS);
  }
  if (left > 0 && waiting.length === 0) {
    left -= bytes;
    return undefined;
  }
  return new Promise((go) => waiting.push({ bytes, go }));
}

function endTurn(): void {
  left = TURN_BYTES;
  let served = 0;
  for (; served < waiting.length && left > 0; served++) {
    left -= waiting[served]!.bytes;
    waiting[served]!.go();
  }
  waiting.splice(0, served);
  // One more turn has to end before everybody goes on as they like.
  isTurning = served > 0;
  if (isTurning) setTimeout(endTurn, TURN_MILLISECONDS);
}
