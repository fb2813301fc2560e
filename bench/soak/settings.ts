/**
 * How long and how hard the soak is.
 *
 * @module
 */

/** How long and how hard. */
export interface SoakSettings {
  /** Seconds of predictions by one client while nothing else is asked for. */
  readonly idleSeconds: number;
  /** Seconds in which is found what the service can take. */
  readonly calmSeconds: number;
  /** Seconds of twice that. */
  readonly loadSeconds: number;
  /** Connections of that load at most: more than the requests that may be under way. */
  readonly connections: number;
  /** Seconds after it in which the service is to recover. */
  readonly recoverySeconds: number;
  /** Event streams that are open at the same time. */
  readonly streams: number;
  /** Clients that never end a head, and as many that never end a body. */
  readonly slow: number;
}

/** As `docs/performance.md` has it: about three minutes. */
export const WHOLE: SoakSettings = {
  idleSeconds: 4,
  calmSeconds: 10,
  loadSeconds: 60,
  connections: 1_280,
  recoverySeconds: 8,
  streams: 2_000,
  slow: 100,
};

/** Shows that the soak runs, and no more. */
export const QUICK: SoakSettings = {
  idleSeconds: 1,
  calmSeconds: 1,
  loadSeconds: 3,
  connections: 128,
  recoverySeconds: 2,
  streams: 50,
  slow: 5,
};
