/**
 * Structured logs: one line of JSON an event, errors included, with the request's id where there is
 * one. No secret and no row of anybody's data is ever logged.
 *
 * @module
 */

/** How urgent a line is. */
export type Level = "info" | "warn" | "error";

/** Facts of an event. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes lines. */
export interface Log {
  write(level: Level, event: string, fields?: Fields): void;
}

/** A log that writes lines of JSON. */
export function jsonLog(writeLine: (line: string) => void, now: () => Date): Log {
  return {
    write(level, event, fields = {}) {
      writeLine(JSON.stringify({ time: now().toISOString(), level, event, ...fields }));
    },
  };
}

/** The fields that tell of a fault: its words, and where it comes from. */
export function fieldsOfError(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: String(error) };
  const { name, message, stack, cause } = error;
  return {
    error: `${name}: ${message}`,
    ...(stack === undefined ? {} : { stack }),
    ...(cause instanceof Error ? { cause: cause.message } : {}),
  };
}
