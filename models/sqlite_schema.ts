/**
 * The schema of the store's SQLite file, as the steps by which it came to be. A new file takes all of
 * them, an older one those that it lacks, so both end up the same. A step that was ever released is
 * never changed: a new one comes after it.
 *
 * @module
 */

import type { DatabaseSync } from "node:sqlite";

/** "Rote" in ASCII: marks the file as ours (SQLite's `application_id`). */
const APPLICATION_ID = 0x526f7465;

/** Step n leads from version n to n + 1 of the schema; the file keeps its version (`user_version`). */
const STEPS: readonly string[] = [
  // The blob comes last, so that reading what is before it does not walk through it.
  `
  CREATE TABLE models (
    name TEXT PRIMARY KEY,
    current TEXT NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE versions (
    number INTEGER PRIMARY KEY,
    model TEXT NOT NULL REFERENCES models (name) ON DELETE CASCADE,
    version TEXT NOT NULL,
    document TEXT NOT NULL,
    blob BLOB NOT NULL,
    UNIQUE (model, version)
  ) STRICT;
  CREATE TABLE jobs (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    is_finished INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX jobs_by_end ON jobs (is_finished, number);
  `,
  // The key stands in the job's own row: they are written together and forgotten together.
  `
  ALTER TABLE jobs ADD COLUMN client TEXT;
  ALTER TABLE jobs ADD COLUMN key TEXT;
  ALTER TABLE jobs ADD COLUMN fingerprint TEXT;
  CREATE UNIQUE INDEX jobs_by_key ON jobs (client, key) WHERE key IS NOT NULL;
  CREATE INDEX jobs_by_status ON jobs (document ->> 'status', number);
  `,
];

/**
 * Brings a file to the newest version, in one transaction.
 *
 * @throws {Error} if it is not ours, or newer than this program
 */
export function prepareSchema(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = readVersion(database);
    for (const step of STEPS.slice(version)) database.exec(step);
    if (version < STEPS.length) {
      database.exec(`PRAGMA application_id = ${APPLICATION_ID};
        PRAGMA user_version = ${STEPS.length}`);
    }
    database.exec("COMMIT");
  } catch (error) {
    // SQLite has rolled back by itself where the disk is full.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/**
 * The version that a file has: 0 if it is empty.
 *
 * @throws {Error} as {@linkcode prepareSchema}
 */
export function readVersion(database: DatabaseSync): number {
  const read = (sql: string) => Number(Object.values(database.prepare(sql).get()!)[0]);
  if (read("SELECT count(*) FROM sqlite_schema") === 0) return 0;
  if (read("PRAGMA application_id") !== APPLICATION_ID) {
    throw new Error("it is a SQLite file of another application");
  }
  const version = read("PRAGMA user_version");
  if (version < 1 || version > STEPS.length) {
    throw new Error(`its schema has version ${version}; this Rote knows ${STEPS.length}`);
  }
  return version;
}
