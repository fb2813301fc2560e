/**
 * What the gate tells the routes of a request that it let in, and they tell the gate: who sends it,
 * and that its body is read. A training that a client waits for takes a minute; its body is gone after
 * a moment, and then its bytes no longer count for what may be under way. It comes to the routes as a
 * part of Hono's environment.
 *
 * @module
 */

import type { Context } from "hono";
import type { Target } from "./target.ts";

/** A request that was let in. */
export interface Passage {
  /** The id of the key that it came with; empty without. */
  readonly sender: string;
  /** What it is aimed at: Hono's router goes by this as well. */
  readonly target: Target;
  /** Called once its body is there: what is done with it may take its time. */
  readonly onBodyCome: () => void;
  /** Called once its body is no longer held. */
  readonly onBodyRead: () => void;
  /** In the offload worker: the version that the service has found for the model that is named. */
  readonly version?: string | undefined;
  /** In the offload worker: takes what a request was read into. */
  readonly give?: (given: unknown) => void;
}

/** Who sends a request: the id of its key; empty where no key is needed. */
export function senderOf(c: Context): string {
  return passageOf(c).sender;
}

/** The body of a request is there. */
export function bodyHasCome(c: Context): void {
  passageOf(c).onBodyCome();
}

/** The body of a request was read and is no longer held. */
export function bodyIsRead(c: Context): void {
  passageOf(c).onBodyRead();
}

/** The version that a request is for, the current one if none: the one that was found before. */
export function versionFor(c: Context, asked: string | undefined): string | undefined {
  return passageOf(c).version ?? asked;
}

/** True where the whole body of a request is there: in the offload worker. */
export function isAllThere(c: Context): boolean {
  return passageOf(c).give !== undefined;
}

function passageOf(c: Context): Passage {
  return c.env.passage;
}
