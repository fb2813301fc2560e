/**
 * The kinds of requests that the soak sends, how often each comes, and what may come back: most of
 * them ask for something, some write, and one in five is garbage.
 *
 * @module
 */

import type { RandomStream } from "../../../lib/random.ts";

/** What a kind of request is. */
interface Kind {
  /** Requests of this kind among a hundred. */
  readonly share: number;
  /**
   * What it is to be answered with: what it asks for, a refusal, or a refusal or nothing. Whatever it
   * is, the service may have no room for it.
   */
  readonly outcome: "success" | "refusal" | "refusal or nothing";
}

/** All kinds, and their shares of a hundred. */
export const KINDS = {
  /** One row as packed bytes. */
  packedRow: { share: 40, outcome: "success" },
  /** One row as JSON. */
  jsonRow: { share: 14, outcome: "success" },
  /** All test rows in one body. */
  manyRows: { share: 3, outcome: "success" },
  /** Rows as a binary tensor of the Open Inference Protocol. */
  infer: { share: 10, outcome: "success" },
  /** The blob of the model. */
  download: { share: 8, outcome: "success" },
  /** A blob that was trained elsewhere. */
  upload: { share: 3, outcome: "success" },
  /** A training, answered at once. */
  train: { share: 2, outcome: "success" },
  /** A training that the client waits for. */
  trainAndWait: { share: 1, outcome: "success" },
  /** JSON that breaks off, or is none. */
  brokenJson: { share: 3, outcome: "refusal" },
  /** Bodies that have not the size that they should have. */
  wrongSize: { share: 3, outcome: "refusal" },
  /** A blob with one bit flipped. */
  mutatedBlob: { share: 3, outcome: "refusal" },
  /** Routes and models that there are not. */
  unknownRoute: { share: 3, outcome: "refusal" },
  /** A Content-Length beyond all limits. */
  tooLong: { share: 2, outcome: "refusal" },
  /** What is not HTTP. */
  noise: { share: 1, outcome: "refusal or nothing" },
  /** A connection that is dropped in the middle of a body. */
  cutBody: { share: 4, outcome: "refusal or nothing" },
} as const satisfies Readonly<Record<string, Kind>>;

/** The name of a kind of request. */
export type KindName = keyof typeof KINDS;

/** All names. */
export const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** Draws one of some kinds by their shares. */
export function drawKind(kinds: readonly KindName[], random: RandomStream): KindName {
  const whole = kinds.reduce((sum, name) => sum + KINDS[name].share, 0);
  let at = random.below(whole);
  for (const name of kinds) {
    at -= KINDS[name].share;
    if (at < 0) return name;
  }
  throw new Error("The shares do not add up");
}
