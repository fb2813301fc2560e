/**
 * What may be chosen of a soak.
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
