/**
 * The step of the schema that lays blobs and descriptions down in pieces, each with a digest of its
 * own, beside a summary of what a version is. What is there is moved one version at a time.
 *
 * @module
 */

import type { DatabaseSync } from "node:sqlite";
import { createHash } from "node:crypto";
import { summaryOf } from "../../model_summary.ts";

/** As it was when this step was released. */
const PIECE_BYTES = 262_144;

// Pieces count from 0 for the blob, and from -1 downwards for the description. No key leads from them to
// versions: what is deleted is an orphan first, whose pieces go a few at a time.
const TABLES = `
  CREATE TABLE orphans (blob INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;
  CREATE TABLE pieces (
    blob INTEGER NOT NULL,
    number INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (blob, number)
  ) STRICT;
  CREATE TABLE totals (models INTEGER NOT NULL, versions INTEGER NOT NULL) STRICT;
  ALTER TABLE models ADD COLUMN version_count INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE new_versions (
    number INTEGER PRIMARY KEY,
    model TEXT NOT NULL REFERENCES models (name) ON DELETE CASCADE,
    version TEXT NOT NULL,
    blob INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    summary TEXT NOT NULL,
    UNIQUE (model, version)
  ) STRICT;
`;

const INDEXES = `
  DROP TABLE versions;
  ALTER TABLE new_versions RENAME TO versions;
  CREATE INDEX versions_by_age ON versions (model, number DESC, version);
  UPDATE models SET version_count = (SELECT count(*) FROM versions WHERE model = name);
  INSERT INTO totals SELECT (SELECT count(*) FROM models), (SELECT count(*) FROM versions);
  CREATE TRIGGER model_added AFTER INSERT ON models BEGIN
    UPDATE totals SET models = models + 1;
  END;
  CREATE TRIGGER model_deleted AFTER DELETE ON models BEGIN
    UPDATE totals SET models = models - 1;
  END;
  CREATE TRIGGER version_added AFTER INSERT ON versions BEGIN
    UPDATE totals SET versions = versions + 1;
    UPDATE models SET version_count = version_count + 1 WHERE name = NEW.model;
  END;
  CREATE TRIGGER version_deleted AFTER DELETE ON versions BEGIN
    UPDATE totals SET versions = versions - 1;
    UPDATE models SET version_count = version_count - 1 WHERE name = OLD.model;
    INSERT INTO orphans VALUES (OLD.blob);
  END;
`;

/** Takes the step. */
export function layBlobsInPieces(database: DatabaseSync): void {
  database.exec(TABLES);
  const read = database.prepare(
    "SELECT model, version, document, blob FROM versions WHERE number = ?",
  );
  const put = database.prepare("INSERT INTO new_versions VALUES (?, ?, ?, ?, ?, ?)");
  const putPiece = database.prepare("INSERT INTO pieces VALUES (?, ?, ?, ?)");
  const newId = database.prepare("INSERT INTO orphans DEFAULT VALUES");
  for (const { number } of database.prepare("SELECT number FROM versions").all()) {
    const row = read.get(number as number) as {
      model: string;
      version: string;
      document: string;
      blob: Uint8Array<ArrayBuffer>;
    };
    const id = newId.run().lastInsertRowid;
    const putAll = (bytes: Uint8Array, numberOf: (piece: number) => number) => {
      for (let first = 0, piece = 0; first < bytes.length || piece === 0; piece++) {
        const part = bytes.subarray(first, first += PIECE_BYTES);
        putPiece.run(id, numberOf(piece), createHash("sha256").update(part).digest(), part);
      }
    };
    putAll(row.blob, (piece) => piece);
    putAll(new TextEncoder().encode(row.document), (piece) => -1 - piece);
    const summary = JSON.stringify(summaryOf(JSON.parse(row.document)));
    put.run(number as number, row.model, row.version, id, row.blob.length, summary);
  }
  database.exec(`DELETE FROM orphans; ${INDEXES}`);
}
