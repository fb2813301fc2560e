import { assertEquals, assertThrows } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { DatabaseSync } from "node:sqlite";
import type { Job } from "../../../../models/job.ts";
import { prepareSchema } from "../../../../models/store/sqlite/sqlite_schema.ts";
import { SqliteStore } from "../../../../models/store/sqlite/sqlite_store.ts";

import { bytesOf, idOf, versionFor } from "../store_fixture.ts";

/** SHA-256 of the bytes 1, 2 and 3. */
const VERSION = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";

/** A file as version 1 of the schema made it, with a model, a finished job and one under way. */
const VERSION_1 = `
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
  PRAGMA application_id = 0x526f7465;
  PRAGMA user_version = 1;
  INSERT INTO models VALUES ('m', '${VERSION}', '2026-01-01T00:00:00.000Z');
  INSERT INTO versions VALUES (1, 'm', '${VERSION}',
    '{"version":"${VERSION}","classes":["no"]}', x'010203');
  INSERT INTO jobs VALUES (1, 'a', 1, '{"id":"a","status":"succeeded","model":"m"}');
  INSERT INTO jobs VALUES (2, 'b', 0, '{"id":"b","status":"queued","model":"m"}');
`;

/** What a file holds, and how. */
function dump(database: DatabaseSync) {
  const all = (sql: string) => database.prepare(sql).all();
  return {
    schema: all("SELECT name, sql FROM sqlite_schema ORDER BY name"),
    version: all("PRAGMA user_version"),
    application: all("PRAGMA application_id"),
  };
}

describe("prepareSchema()", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = Deno.makeTempDirSync({ prefix: "rote-" });
    path = `${folder}/rote.db`;
    const database = new DatabaseSync(path);
    database.exec(VERSION_1);
    database.close();
  });
  afterEach(() => Deno.removeSync(folder, { recursive: true }));

  it("brings a file of version 1 up to date, and nothing in it is lost", () => {
    const store = new SqliteStore(path);
    assertEquals(store.currentVersion("m"), VERSION);
    assertEquals(store.readBlob("m", VERSION), Uint8Array.of(1, 2, 3));
    assertEquals(store.findVersion("m", VERSION)!.classes, ["no"]);
    assertEquals(store.listModels().entries[0]!.current.classes, ["no"]);
    assertEquals(store.size().versions, 1);
    assertEquals(store.listJobs(10).map(({ id }) => id), ["b", "a"]);
    assertEquals(store.listUnfinishedJobs().map(({ id }) => id), ["b"]);
    assertEquals(store.listJobs(10, { status: "succeeded" }).map(({ id }) => id), ["a"]);
    const key = { client: "", key: "k", fingerprint: "f" };
    store.putJob({ ...store.findJob("a")!, id: "c" } as Job, key);
    assertEquals(store.findKeyed("", "k")!.id, "c");
    store.close();
  });

  it("lays the blobs of an old file in pieces, and lets it shrink from then on", () => {
    const blobs = [0, 1, 262_144, 262_145, 1_000_000].map((size, at) => bytesOf(at, size));
    {
      using database = new DatabaseSync(path);
      const put = database.prepare(
        "INSERT INTO versions (model, version, document, blob) " +
          "VALUES (?, ?, ?, ?)",
      );
      database.exec("INSERT INTO models VALUES ('n', 'to come', '2026-01-01T00:00:00.000Z')");
      for (const blob of blobs) {
        for (const model of ["m", "n"]) {
          const version = versionFor(blob, { metadata: { note: "x".repeat(100_000) } });
          put.run(model, version.version, JSON.stringify(version), blob);
          database.prepare("UPDATE models SET current = ? WHERE name = ?")
            .run(version.version, model);
        }
      }
    }
    const store = new SqliteStore(path);
    for (const blob of blobs) {
      for (const model of ["m", "n"]) assertEquals(store.readBlob(model, idOf(blob)), blob);
    }
    assertEquals(store.listVersionNames("n", 9), blobs.map(idOf).toReversed());
    assertEquals(
      store.listModels().entries.map((
        { name, versionCount, current },
      ) => [name, versionCount, current.version, "metadata" in current]),
      [["m", 6, idOf(blobs[4]!), false], ["n", 5, idOf(blobs[4]!), false]],
    );
    assertEquals(store.findModel("n")!.current.metadata.note!.length, 100_000);
    const { models, versions } = store.size();
    assertEquals([models, versions], [2, 11]);
    store.close();
    using database = new DatabaseSync(path);
    assertEquals({ ...database.prepare("PRAGMA auto_vacuum").get() }, { auto_vacuum: 2 });
    assertEquals(database.prepare("SELECT * FROM orphans").all(), []);
    assertEquals(database.prepare("PRAGMA integrity_check").get()!.integrity_check, "ok");
    assertEquals(database.prepare("PRAGMA foreign_key_check").all(), []);
  });

  it("makes the same of an old file as of a new one, once", () => {
    const migrated = new DatabaseSync(path);
    prepareSchema(migrated);
    const fresh = new DatabaseSync(":memory:");
    prepareSchema(fresh);
    assertEquals(dump(migrated), dump(fresh));
    prepareSchema(migrated);
    assertEquals(dump(migrated), dump(fresh));
    migrated.close();
    fresh.close();
  });

  it("leaves a file as it was when a step fails", () => {
    const database = new DatabaseSync(path);
    database.exec("CREATE TABLE jobs_by_status (x)");
    const before = dump(database);
    assertThrows(() => prepareSchema(database), Error, "jobs_by_status");
    assertEquals(dump(database), before);
    assertEquals(database.isTransaction, false);
    database.close();
  });

  it("refuses a newer file and leaves it as it is", () => {
    const database = new DatabaseSync(path);
    prepareSchema(database);
    const [{ user_version: version }] = database.prepare("PRAGMA user_version").all() as [
      { user_version: number },
    ];
    database.exec(`PRAGMA user_version = ${version + 1}`);
    const before = dump(database);
    assertThrows(
      () => prepareSchema(database),
      Error,
      `its schema has version ${version + 1}; this Rote knows ${version}`,
    );
    assertEquals(dump(database), before);
    database.close();
  });
});
