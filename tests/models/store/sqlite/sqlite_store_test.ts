import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { RoteError } from "../../../../lib/mod.ts";
import type { Job } from "../../../../models/job.ts";
import type { ModelVersion } from "../../../../models/stored_model.ts";
import { summaryOf } from "../../../../models/model_summary.ts";
import { SqliteStore } from "../../../../models/store/sqlite/sqlite_store.ts";

/** The version that bytes are. */
const idOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
/** Two blobs, and what is known about them. */
const ONE = Uint8Array.of(1);
const TWO = Uint8Array.of(2);

const VERSION: ModelVersion = {
  version: idOf(ONE),
  createdAt: "2026-01-01T00:00:00.000Z",
  source: "uploaded",
  method: "network",
  bytes: 1,
  features: 2,
  classes: ["no", "yes"],
  arity: 1,
  liveLuts: 1,
  layers: [{ width: 1, arity: 1 }],
  metadata: { note: "größer" },
};
const OTHER: ModelVersion = { ...VERSION, version: idOf(TWO), source: "trained" };
const JOB: Job = {
  id: "1",
  status: "queued",
  model: "m",
  createdAt: "2026-01-01T00:00:00.000Z",
  progress: { layer: 0, layers: 2, fraction: 0 },
};

describe("SqliteStore", () => {
  let folder: string;
  let path: string;
  let store: SqliteStore;
  beforeEach(() => {
    folder = Deno.makeTempDirSync({ prefix: "rote-" });
    path = `${folder}/rote.db`;
    store = new SqliteStore(path);
  });
  afterEach(() => {
    store.close();
    Deno.removeSync(folder, { recursive: true });
  });

  it("gives back what was put, also after it was opened again", async () => {
    const blob = ONE;
    assertEquals(await store.putVersion("m", VERSION, blob), { version: VERSION, isNew: true });
    store.putJob(JOB);
    store.close();
    store = new SqliteStore(path);
    assertEquals(store.findVersion("m", VERSION.version), VERSION);
    assertEquals(store.readBlob("m", VERSION.version), blob);
    assertEquals(store.currentVersion("m"), VERSION.version);
    assertEquals(store.findJob("1"), JOB);
  });

  it("takes a version that is older than boosted tables for that of a network", async () => {
    const { method: _, ...older } = VERSION;
    await store.putVersion("m", older as ModelVersion, ONE);
    assertEquals(store.findVersion("m", VERSION.version), VERSION);
    assertEquals(store.listVersions("m").entries, [summaryOf(VERSION)]);
    assertEquals(store.findModel("m")!.current, VERSION);
  });

  it("makes the version that was put last the current one and keeps the first of equals", async () => {
    await store.putVersion("m", VERSION, ONE);
    await store.putVersion("m", OTHER, TWO);
    assertEquals(store.findModel("m")!.current, OTHER);
    const again = await store.putVersion("m", { ...VERSION, source: "trained" }, ONE);
    assertEquals(again, { version: VERSION, isNew: false });
    assertEquals(store.findModel("m")!.current, VERSION);
    assertEquals(store.findModel("m")!.versionCount, 2);
    assertEquals(store.listVersions("m").entries, [OTHER, VERSION].map(summaryOf));
  });

  it("knows nothing of models that are not there", async () => {
    assertEquals(store.findModel("m"), undefined);
    assertEquals(store.findVersion("m", VERSION.version), undefined);
    assertEquals(store.currentVersion("m"), undefined);
    assertEquals(store.readBlob("m", VERSION.version), undefined);
    assertEquals(await store.deleteModel("m"), false);
    assertEquals(store.findJob("1"), undefined);
  });

  it("deletes the versions with the model", async () => {
    await store.putVersion("m", VERSION, ONE);
    await store.putVersion("n", VERSION, ONE);
    assertEquals(await store.deleteModel("m"), true);
    assertEquals(store.listVersions("m").entries, []);
    assertEquals(store.listModels().entries.map(({ name }) => name), ["n"]);
  });

  it("stores what a job trained and the job together, or neither", async () => {
    const done: Job = { ...JOB, status: "succeeded", version: VERSION.version };
    const broken = { ...done, toJSON: () => undefined } as unknown as Job;
    await assertRejects(() => store.finishJob(broken, VERSION, ONE));
    assertEquals(store.listModels().entries, []);
    await store.finishJob(done, VERSION, ONE);
    assertEquals(store.findJob("1"), done);
    assertEquals(store.currentVersion("m"), VERSION.version);
  });

  it("tells finished jobs from the others and forgets the oldest finished ones", () => {
    for (const id of ["1", "2", "3", "4"]) store.putJob({ ...JOB, id, status: "succeeded" });
    store.putJob({ ...JOB, id: "5" });
    store.putJob({ ...JOB, id: "0", status: "running" });
    assertEquals(store.listUnfinishedJobs().map(({ id }) => id), ["5", "0"]);
    store.forgetJobs(2);
    assertEquals(store.listJobs(10).map(({ id }) => id), ["0", "5", "4", "3"]);
    assertEquals(store.listJobs(1).map(({ id }) => id), ["0"]);
  });

  it("lists jobs of a status, and those before another job", () => {
    for (const id of ["1", "2", "3"]) store.putJob({ ...JOB, id, status: "succeeded" });
    store.putJob({ ...JOB, id: "4", status: "failed" });
    store.putJob({ ...JOB, id: "5", status: "succeeded" });
    const ids = (...list: Parameters<SqliteStore["listJobs"]>) =>
      store.listJobs(...list).map(({ id }) => id);
    assertEquals(ids(10, { status: "succeeded" }), ["5", "3", "2", "1"]);
    assertEquals(ids(10, { before: "4" }), ["3", "2", "1"]);
    assertEquals(ids(2, { status: "succeeded", before: "5" }), ["3", "2"]);
    assertEquals(ids(10, { before: "unknown" }), []);
    store.putJob({ ...JOB, id: "1", status: "failed" });
    assertEquals(ids(10, { status: "failed" }), ["4", "1"]);
  });

  it("finds a job by the key of its request, one key for each client, after a restart, too", () => {
    const key = { client: "a", key: "k", fingerprint: "f" };
    store.putJob(JOB, key);
    store.putJob({ ...JOB, id: "2" }, { ...key, client: "b", fingerprint: "g" });
    store.putJob({ ...JOB, id: "3" });
    store.putJob({ ...JOB, status: "succeeded" });
    store.close();
    store = new SqliteStore(path);
    assertEquals({ ...store.findKeyed("a", "k") }, { id: "1", fingerprint: "f" });
    assertEquals({ ...store.findKeyed("b", "k") }, { id: "2", fingerprint: "g" });
    assertEquals(store.findKeyed("c", "k"), undefined);
    assertEquals(store.findKeyed("a", "other"), undefined);
  });

  it("stores a job with its key or not at all, and forgets them together", () => {
    const key = { client: "", key: "k", fingerprint: "f" };
    store.putJob({ ...JOB, status: "succeeded" }, key);
    assertThrows(() => store.putJob({ ...JOB, id: "2" }, key), RoteError, "The store failed");
    assertEquals(store.findJob("2"), undefined);
    store.forgetJobs(0);
    assertEquals(store.findKeyed("", "k"), undefined);
    store.putJob({ ...JOB, id: "2" }, key);
    assertEquals(store.findKeyed("", "k")!.id, "2");
  });

  it("tells the current version anew after each write, though it remembers it", async () => {
    const seen = [store.currentVersion("m")];
    const note = () => seen.push(store.currentVersion("m"));
    await store.putVersion("m", VERSION, ONE);
    note();
    await store.finishJob({ ...JOB, status: "succeeded" }, OTHER, TWO);
    note();
    const broken = { ...JOB, toJSON: () => undefined } as unknown as Job;
    await assertRejects(() => store.finishJob(broken, VERSION, ONE));
    note();
    await store.deleteModel("m");
    note();
    assertEquals(seen, [undefined, VERSION.version, OTHER.version, OTHER.version, undefined]);
  });

  it("sees what another process writes to the same file, a moment later", async () => {
    let time = 0;
    const here = new SqliteStore(path, { readOnly: true, now: () => time });
    await store.putVersion("m", VERSION, ONE);
    assertEquals(here.currentVersion("m"), VERSION.version);
    await store.putVersion("m", OTHER, TWO);
    time += 100;
    assertEquals(here.currentVersion("m"), OTHER.version);
    here.close();
  });

  const assertUnavailable = (open: () => void, reason: string) => {
    const error = assertThrows(open, RoteError);
    assertEquals(error.code, "store_unavailable");
    assertStringIncludes(error.message, reason);
  };

  it("says that it is unavailable when SQLite fails", async () => {
    store.close();
    assertUnavailable(() => store.listModels().entries, "The store failed");
    assertUnavailable(() => store.putJob(JOB), "The store failed");
    const error = await assertRejects(() => store.putVersion("m", VERSION, ONE), RoteError);
    assertEquals(error.code, "store_unavailable");
    store = new SqliteStore(path);
  });

  it("refuses a file that is no database, one of another application and a newer one", () => {
    const text = `${folder}/text`;
    Deno.writeTextFileSync(
      text,
      "no database at all, but long enough to be read as a header".repeat(9),
    );
    assertUnavailable(() => new SqliteStore(text), "not a database");
    const foreign = `${folder}/foreign.db`;
    const database = new DatabaseSync(foreign);
    database.exec("CREATE TABLE theirs (x)");
    database.close();
    assertUnavailable(() => new SqliteStore(foreign), "another application");
    store.close();
    const newer = new DatabaseSync(path);
    newer.exec("PRAGMA user_version = 999");
    newer.close();
    assertUnavailable(() => new SqliteStore(path), "schema has version 999");
    assertUnavailable(() => new SqliteStore(`${folder}/none/rote.db`), "No such file");
    store = new SqliteStore(":memory:");
  });
});
