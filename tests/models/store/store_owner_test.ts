import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { RoteError } from "../../../lib/mod.ts";
import { Jobs } from "../../../models/jobs/jobs.ts";
import { SqliteStore } from "../../../models/store/sqlite/sqlite_store.ts";
import { bytesOf, codeOf, JOB, meddle, versionFor } from "./store_fixture.ts";

const BLOB = bytesOf(1, 10);
const VERSION = versionFor(BLOB);

describe("the file of a store", () => {
  let folder: string;
  let path: string;
  let store: SqliteStore;
  let time: number;
  beforeEach(async () => {
    time = 0;
    folder = Deno.makeTempDirSync({ prefix: "rote-" });
    path = `${folder}/rote.db`;
    store = new SqliteStore(path, { now: () => time });
    await store.putVersion("m", VERSION, BLOB);
  });
  afterEach(() => {
    store.close();
    Deno.removeSync(folder, { recursive: true });
  });

  const refusal = (open: () => unknown) => {
    const error = assertThrows(open, RoteError);
    assertEquals(error.code, "store_unavailable");
    return error.message;
  };

  it("has one owner, by whatever name it is called", () => {
    Deno.symlinkSync(path, `${folder}/link.db`);
    for (const name of ["rote.db", "./rote.db", "link.db"]) {
      const message = refusal(() => new SqliteStore(`${folder}/${name}`));
      assertStringIncludes(message, `${folder}/${name}: another process has it`);
      assertStringIncludes(message, "ROTE_READ_ONLY");
    }
    store.close();
    new SqliteStore(path).close();
    store = new SqliteStore(`${folder}/link.db`);
    refusal(() => new SqliteStore(path));
  });

  it("is not kept by one that failed to open it", () => {
    store.close();
    meddle(path, "PRAGMA user_version = 999");
    assertStringIncludes(refusal(() => new SqliteStore(path)), "version 999");
    meddle(path, "PRAGMA user_version = 3");
    store = new SqliteStore(path);
  });

  it("is read by any number beside its owner, who goes on writing", async () => {
    const readers = [1, 2, 3].map(() => new SqliteStore(path, { readOnly: true, now: () => time }));
    const next = bytesOf(2, 10);
    await store.putVersion("m", versionFor(next), next);
    time += 1_000;
    for (const reader of readers) {
      assertEquals(reader.isReadOnly, true);
      assertEquals(reader.readBlob("m", VERSION.version), BLOB);
      assertEquals(reader.currentVersion("m"), versionFor(next).version);
      assertEquals(reader.problems, []);
      reader.close();
    }
  });

  it("is not changed by those that read it, and they end no jobs of others", async () => {
    store.putJob(JOB);
    const reader = new SqliteStore(path, { readOnly: true });
    const writes = [
      () => reader.putVersion("n", VERSION, BLOB),
      () => reader.putVersion("m", VERSION, BLOB),
      () => reader.putVersion("n", versionFor(bytesOf(3, 1e6)), bytesOf(3, 1e6)),
      () => reader.deleteModel("m"),
      () => reader.deleteVersion("m", VERSION.version),
      () => reader.putJob(JOB),
      () => reader.finishJob(JOB, VERSION, BLOB),
      () => reader.forgetJobs(0),
    ];
    for (const write of writes) assertEquals(await codeOf(write), "store_read_only", `${write}`);
    const jobs = new Jobs({ store: reader, workers: 1, queue: 1, finishedJobs: 1 });
    assertEquals(jobs.find(JOB.id), JOB);
    assertEquals(await codeOf(() => jobs.cancel(JOB.id)), "store_read_only");
    jobs.close();
    assertEquals(reader.problems, []);
    reader.close();
    assertEquals(store.findJob(JOB.id), JOB);
  });

  it("is read alone only if it is there and up to date", () => {
    const open = (name: string) => () => new SqliteStore(`${folder}/${name}`, { readOnly: true });
    assertStringIncludes(refusal(open("none.db")), "unable to open");
    Deno.writeFileSync(`${folder}/empty.db`, new Uint8Array());
    assertStringIncludes(refusal(open("empty.db")), "it is empty");
    store.close();
    meddle(path, "PRAGMA user_version = 2");
    assertStringIncludes(refusal(open("rote.db")), "its schema has version 2");
    assertEquals([...Deno.readDirSync(folder)].some(({ name }) => name === "none.db"), false);
    meddle(path, "PRAGMA user_version = 3");
    store = new SqliteStore(path);
  });

  it("is one file when it is closed, which can be read where nothing can be written", () => {
    store.close();
    // Of the log, which takes a folder to write in, the file's header says nothing (SQLite, 1.3.3).
    assertEquals(Deno.readFileSync(path).slice(18, 20), Uint8Array.of(1, 1));
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).toSorted(), [
      "rote.db",
      "rote.db.lock",
    ]);
    Deno.chmodSync(path, 0o444);
    Deno.chmodSync(folder, 0o555);
    try {
      const reader = new SqliteStore(path, { readOnly: true });
      assertEquals(reader.readBlob("m", VERSION.version), BLOB);
      reader.close();
    } finally {
      Deno.chmodSync(folder, 0o755);
      Deno.chmodSync(path, 0o644);
    }
    store = new SqliteStore(path);
  });

  it("that is deleted or replaced is told of within a second, and nothing is written", async () => {
    assertEquals(store.problems, []);
    Deno.renameSync(path, `${folder}/moved.db`);
    time += 999;
    assertEquals(store.problems, []);
    assertEquals(await codeOf(() => store.putJob(JOB)), "store_unavailable");
    time += 1;
    const [problem] = store.problems;
    assertEquals(problem!.code, "store_unavailable");
    assertStringIncludes(problem!.detail, `${path} was deleted`);
    Deno.copyFileSync(`${folder}/moved.db`, path);
    time += 1_000;
    assertStringIncludes(store.problems[0]!.detail, "replaced by another");
    assertEquals(await codeOf(() => store.putVersion("n", VERSION, BLOB)), "store_unavailable");
    assertEquals(store.readBlob("m", VERSION.version), BLOB);
    Deno.renameSync(`${folder}/moved.db`, path);
    store.putJob(JOB);
    time += 1_000;
    assertEquals(store.problems, []);
  });

  it("that cannot be written is told of until a write succeeds", async () => {
    meddle(
      path,
      `CREATE TRIGGER full BEFORE INSERT ON jobs
       BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`,
    );
    assertEquals(await codeOf(() => store.putJob(JOB)), "store_unavailable");
    assertEquals(store.problems.map(({ code }) => code), ["store_unavailable"]);
    assertStringIncludes(store.problems[0]!.detail, "The last write failed");
    assertStringIncludes(store.problems[0]!.detail, "database or disk is full");
    store.listJobs(1);
    assertEquals(store.problems.length, 1);
    meddle(path, "DROP TRIGGER full");
    store.putJob(JOB);
    assertEquals(store.problems, []);
  });
});
