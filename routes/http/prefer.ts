/**
 * The `Prefer: wait=N` request header (RFC 7240, section 4.3): how many seconds a client would
 * rather wait for a result than be told to come back.
 *
 * @module
 */

/** Longest wait that is granted, in seconds; proxies cut longer silences. */
export const MAX_WAIT_SECONDS = 60;

/** The seconds to wait, 0 if the header does not ask for any. Preferences are never an error. */
export function readPreferredWait(prefer: string | undefined): number {
  const wait = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i.exec(prefer ?? "");
  return wait ? Math.min(Number(wait[1]), MAX_WAIT_SECONDS) : 0;
}
