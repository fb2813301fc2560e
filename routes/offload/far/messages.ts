/**
 * What the service and its offload worker say to each other. Bytes are moved, not copied.
 *
 * @module
 */

import type { Model } from "../../../lib/mod.ts";
import type { Limits } from "../../../models/operating/configuration.ts";
import type { Damage } from "../../../models/store/sqlite/version_blobs.ts";
import type { Fields } from "../../../models/operating/log.ts";

/** What the worker is told first. */
export interface OffloadSetup {
  /** Path of the store's file. */
  readonly store: string;
  readonly limits: Limits;
  /** What of a bound one client may have, from 0 to 1, and how many clients have keys. */
  readonly share: number;
  readonly keys: number;
}

/** A request that the worker is to answer. */
export interface OffloadedRequest {
  readonly id: number;
  /** Id of the key that it came with; "" without. */
  readonly client: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  /** The body, in pieces: to make one of them takes long, and is the worker's. */
  readonly body: Uint8Array<ArrayBuffer>[];
  /** The version that the service has found for the model that is named, so that both mean the same. */
  readonly version: string | undefined;
  /** Whether the service would keep the decoded model itself, if it is a light one. */
  readonly wantsModel: boolean;
}

/**
 * What the worker answers: an answer; a fault that it goes on after, to be logged; or what it cannot
 * go on after.
 */
export type OffloadReply = OffloadedAnswer | { readonly fault: Fields } | {
  readonly death: Fields;
};

/** The answer to a request. */
export interface OffloadedAnswer {
  readonly id: number;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array<ArrayBuffer> | undefined;
  /** What a request was read into, where the service itself goes on with it: a training, say. */
  readonly given: unknown;
  /** The model of the version, if it was wanted and is light. */
  readonly model: Model | undefined;
  /** What was found damaged since the answer before. */
  readonly damaged: readonly Damage[];
  /** Rows that were predicted since the answer before. */
  readonly rowsPredicted: number;
}
