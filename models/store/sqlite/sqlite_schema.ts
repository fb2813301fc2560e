/**
 * The schema of the store's SQLite file, as the steps by which it came to be. A new file takes all of
 * them, an older one those that it lacks, so both end up the same. A step that was ever released is
 * never changed: a new one comes after it.
 *
 * @module
 */

import type { DatabaseSync } from "node:sqlite";
import { layBlobsInPieces } from "./schema_pieces.ts";

/** "Rote" in ASCII: marks the file as ours (SQLite's `application_id`). */
const APPLICATION_ID = 0x526f7465;

/** SQLite's number for files that shrink when they are told to (`auto_vacuum`). */
const INCREMENTAL = 2;

/** Step n leads from version n to n + 1 of the schema; the file keeps its version (`user_version`). */
const STEPS: readonly (string | ((database: DatabaseSync) => void))[] = [
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
  layBlobsInPieces,
];

/**
 * Brings a file to the newest version, in one transaction. A file that cannot shrink a few pages at a
 * time is then written anew once, so that it can.
 *
 * @throws {Error} if it is not ours, or newer than this program
 */
export function prepareSchema(database: DatabaseSync): void {
  // For a file that is new this is all; it must come before anything is written.
  database.exec("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
  takeSteps(database);
  if (pragma(database, "auto_vacuum") !== INCREMENTAL) {
    database.exec("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
  }
}

/**
 * Checks that a file is of the newest version, which one that is only read stays at.
 *
 * @throws {Error} if it is not
 */
export function checkSchema(database: DatabaseSync): void {
  const version = readVersion(database);
  if (version === STEPS.length) return;
  throw new Error(
    version === 0 ? "it is empty, and no store" : `its schema has version ${version}; a service ` +
      `that may write brings it to version ${STEPS.length}, and then it can be read alone`,
  );
}

function takeSteps(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = readVersion(database);
    for (const step of STEPS.slice(version)) {
      if (typeof step === "string") database.exec(step);
      else step(database);
    }
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
  if (read(database, "SELECT count(*) FROM sqlite_schema") === 0) return 0;
  if (pragma(database, "application_id") !== APPLICATION_ID) {
    throw new Error("it is a SQLite file of another application");
  }
  const version = pragma(database, "user_version");
  if (version < 1 || version > STEPS.length) {
    throw new Error(`its schema has version ${version}; this Rote knows ${STEPS.length}`);
  }
  return version;
}

function pragma(database: DatabaseSync, name: string): number {
  return read(database, `PRAGMA ${name}`);
}

function read(database: DatabaseSync, sql: string): number {
  return Number(Object.values(database.prepare(sql).get()!)[0]);
}
