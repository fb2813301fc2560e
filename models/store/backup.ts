/**
 * A copy of a store's SQLite file, taken while a service writes to it. It is the store of one moment:
 * whatever was acknowledged before the copy began is in it, and nothing by half. The store itself is
 * only read, whatever version its schema has.
 *
 * @module
 */

import { backup, DatabaseSync } from "node:sqlite";
import { readVersion } from "./sqlite/sqlite_schema.ts";

/** What a copy holds. */
export interface BackupContents {
  readonly models: number;
  readonly versions: number;
  /** Version of the schema; a service that knows it, or a later one, can open the copy. */
  readonly schemaVersion: number;
}

/** All pages in one step: between two, somebody else's write would make SQLite begin anew. */
const ALL_PAGES = -1;

/**
 * Copies the store `path` to `copy`, where no file is yet, and checks the copy. What is there after an
 * error is of no use.
 *
 * @throws {Error} if `path` is no store that this program knows, or the copy is not whole
 */
export async function backUpStore(path: string, copy: string): Promise<BackupContents> {
  {
    using source = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    checkStore(source);
    await backup(source, copy, { rate: ALL_PAGES });
  }
  using database = new DatabaseSync(copy);
  // One file without companions, which can be carried about; a service turns the log on again.
  database.exec("PRAGMA journal_mode = DELETE");
  const found = [
    ...database.prepare("PRAGMA integrity_check").all().filter((row) =>
      row.integrity_check !== "ok"
    ),
    ...database.prepare("PRAGMA foreign_key_check").all(),
  ];
  if (found.length > 0) throw new Error(`the copy is damaged: ${JSON.stringify(found[0])}`);
  const count = (table: string) =>
    Number(database.prepare(`SELECT count(*) AS count FROM ${table}`).get()!.count);
  return {
    models: count("models"),
    versions: count("versions"),
    schemaVersion: checkStore(database),
  };
}

/** The version of a store's schema. */
function checkStore(database: DatabaseSync): number {
  const version = readVersion(database);
  if (version === 0) throw new Error("it is empty, and no store");
  return version;
}
