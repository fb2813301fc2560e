/**
 * What an attack is: requests as bytes, over how many connections, and what is done with each. It is
 * data; `attacker.ts` carries it out in a process of its own.
 *
 * @module
 */

/** What is done with a connection. */
export type Manner =
  /** The bytes are sent and nothing after them; whoever is cut off comes again. */
  | "hold"
  /** The bytes are sent, and not a byte of the answer is taken. */
  | "unread"
  /** The bytes are sent, the answer is read to its end, and so on. */
  | "repeat";

/** The same request over some connections. */
export interface Flood {
  /** What is sent: a head and what of its body comes. */
  readonly bytes: Uint8Array;
  readonly connections: number;
  readonly manner: Manner;
}

/** What an attack is made with, once the service runs. */
export interface AttackTools {
  /** Host of the service, as a request names it. */
  readonly host: string;
  /** A header line with the attacker's own, valid key. */
  readonly key: string;
  /** The attacker's requests before the attack: uploads, trainings. Returns status and start of the body. */
  ask(
    line: string,
    body?: { readonly type: string; readonly bytes: Uint8Array | string },
  ): Promise<{ readonly status: number; readonly text: string }>;
  /** Something is worth being told beside the figures. */
  tell(note: string): void;
}

/** One attack. */
export interface Attack {
  readonly name: string;
  /** What it does, in half a sentence. */
  readonly about: string;
  /** What configures the service besides its keys. */
  readonly variables?: Readonly<Record<string, string>>;
  /** A status that the attacker must be answered with sooner or later, where there is one. */
  readonly mustGet?: number;
  /** Prepares what is needed and gives what is then sent all at once. */
  prepare(tools: AttackTools): Flood[] | Promise<Flood[]>;
}
