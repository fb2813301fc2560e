/**
 * `rote backup` as a user runs it, on stores that are open and on files that are none.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { ModelVersion } from "../../../models/stored_model.ts";
import { SqliteStore } from "../../../models/store/sqlite/sqlite_store.ts";
import { type Folder, makeFolder } from "../child.ts";

/** Blobs that take several pages of the file. */
const BLOBS = [1, 2, 3, 5].map((seed) => new Uint8Array(20_000).map((_, at) => at * seed));

/** What lies in a folder with an open store and a copy of it. */
const NAMES = ["copy.db", "rote.db", "rote.db-shm", "rote.db-wal", "rote.db.lock"];

const versionOf = (number: number): ModelVersion => ({
  version: createHash("sha256").update(BLOBS[number]!).digest("hex"),
  createdAt: "2026-01-01T00:00:00.000Z",
  source: "uploaded",
  method: "network",
  bytes: 20_000,
  features: 2,
  classes: ["no", "yes"],
  arity: 1,
  liveLuts: 1,
  layers: [{ width: 1, arity: 1 }],
  metadata: {},
});

describe("rote backup", () => {
  let folder: Folder;
  let store: SqliteStore;
  beforeEach(async () => {
    folder = await makeFolder();
    store = new SqliteStore(`${folder.path}/rote.db`);
    for (const [at, blob] of BLOBS.slice(0, 3).entries()) {
      await store.putVersion(`m${at >> 1}`, versionOf(at), blob);
    }
  });
  afterEach(async () => {
    store.close();
    await folder.remove();
  });

  const isAsBefore = (name: string, readOnly = false) => {
    const copy = new SqliteStore(`${folder.path}/${name}`, { readOnly });
    assertEquals(copy.listModels().entries.map(({ name }) => name), ["m0", "m1"]);
    BLOBS.slice(0, 3).forEach((blob, at) => {
      assertEquals(copy.readBlob(`m${at >> 1}`, versionOf(at).version), blob);
    });
    copy.close();
  };

  it("copies a store that is open, into one file that a service can open", async () => {
    const run = await folder.rote("backup", "rote.db", "copy.db");
    assertEquals([run.code, run.stderr], [0, ""]);
    assertMatch(
      run.stdout,
      /^Copied rote\.db to copy\.db: 2 models in 3 versions, \d+ bytes, schema \d; checked\n$/,
    );
    assertEquals(folder.names(), NAMES);
    isAsBefore("copy.db");
    await store.putVersion("later", versionOf(3), BLOBS[3]!);
    isAsBefore("copy.db");
  });

  it("copies a store while somebody is in the middle of writing, without the half", async () => {
    using other = new DatabaseSync(`${folder.path}/rote.db`);
    other.exec("BEGIN IMMEDIATE; DELETE FROM models");
    const run = await folder.rote("backup", "rote.db", "copy.db");
    assertEquals([run.code, run.stderr], [0, ""]);
    other.exec("COMMIT");
    isAsBefore("copy.db");
  });

  it("replaces a copy with --force alone", async () => {
    await folder.write("copy.db", "old");
    const refused = await folder.rote("backup", "rote.db", "copy.db");
    assertEquals(refused.code, 1);
    assertStringIncludes(refused.stderr, "rote: copy.db: It is there already; --force replaces it");
    assertEquals(await folder.read("copy.db"), new TextEncoder().encode("old"));
    assertEquals((await folder.rote("backup", "rote.db", "copy.db", "--force")).code, 0);
    isAsBefore("copy.db");
  });

  it("never replaces a store, its own or another that is in use", async () => {
    const own = await folder.rote("backup", "rote.db", "./rote.db", "--force");
    assertEquals([own.code, own.stderr], [2, "rote: ./rote.db is the store itself\n"]);
    const other = new SqliteStore(`${folder.path}/other.db`);
    const used = await folder.rote("backup", "rote.db", "other.db", "--force");
    other.close();
    assertEquals(used.code, 1);
    assertStringIncludes(used.stderr, "other.db-wal lies beside it");
    isAsBefore("rote.db", true);
  });

  it("refuses what is no store, and leaves nothing behind", async () => {
    await folder.write(
      "text.db",
      "no database, but long enough to look at its first page".repeat(99),
    );
    await folder.write("empty.db", "");
    const make = (name: string, sql: string) => {
      using database = new DatabaseSync(`${folder.path}/${name}`);
      database.exec(sql);
    };
    make("foreign.db", "CREATE TABLE t (a)");
    await folder.write("newer.db", await storeFile());
    make("newer.db", "PRAGMA user_version = 1000");
    const before = folder.names();
    const cases = [
      ["text.db", "text.db: file is not a database"],
      ["empty.db", "empty.db: it is empty, and no store"],
      ["foreign.db", "foreign.db: it is a SQLite file of another application"],
      ["newer.db", "newer.db: its schema has version 1000"],
      ["missing.db", "missing.db: There is no such file or folder"],
      [".", "It is a folder"],
    ] as const;
    const runs = await Promise.all(cases.map(([name]) => folder.rote("backup", name, "copy.db")));
    runs.forEach(({ code, stdout, stderr }, at) => {
      assertEquals([code, stdout], [1, ""]);
      assertStringIncludes(stderr, cases[at]![1]);
    });
    assertEquals(folder.names(), before);
  });

  it("gives a damaged copy no name", async () => {
    const bytes = await storeFile();
    // The pages of the blobs, and of the tables that come after them, are nothing any more.
    bytes.fill(0xa5, bytes.length >> 1);
    await folder.write("damaged.db", bytes);
    const run = await folder.rote("backup", "damaged.db", "copy.db");
    assertEquals([run.code, run.stdout], [1, ""]);
    assertMatch(run.stderr, /^rote: damaged\.db: .*(?:damaged|malformed)/);
    assert(!folder.names().some((name) => name.startsWith("copy.db")), `${folder.names()}`);
  });

  /** The store as one file. */
  async function storeFile(): Promise<Uint8Array<ArrayBuffer>> {
    await folder.rote("backup", "rote.db", "whole.db", "--force");
    return await folder.read("whole.db");
  }
});
