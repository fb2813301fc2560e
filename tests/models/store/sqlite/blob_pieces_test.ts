import { assert, assertEquals, assertRejects } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { PIECE_BYTES } from "../../../../models/store/sqlite/blob_pieces.ts";
import { SqliteStore } from "../../../../models/store/sqlite/sqlite_store.ts";
import { joined } from "../../../../models/store/stored_blob.ts";
import { bytesOf, codeOf, idOf, JOB, meddle, versionFor } from "../store_fixture.ts";

const SIZES = [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 4 * PIECE_BYTES + 99];
const BLOB = bytesOf(7, 4 * PIECE_BYTES + 99);
const VERSION = versionFor(BLOB);
const ONE = Uint8Array.of(1);

/** Turns of the event loop until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn++) {
    assert(turn < 10_000, "it never came to be");
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

describe("blobs in a store", () => {
  let folder: string;
  let path: string;
  let store: SqliteStore;
  const count = (table: string) =>
    meddle(path, `SELECT count(*) AS count FROM ${table}`)[0]!.count as number;
  /** Pieces of blobs; those of descriptions count below 0. */
  const countPieces = () => count("pieces WHERE number >= 0");
  beforeEach(() => {
    folder = Deno.makeTempDirSync({ prefix: "rote-" });
    path = `${folder}/rote.db`;
    store = new SqliteStore(path);
  });
  afterEach(() => {
    store.close();
    Deno.removeSync(folder, { recursive: true });
  });

  it("are given back whatever their size, whole and piece by piece", async () => {
    for (const size of SIZES) {
      const blob = bytesOf(size, size);
      await store.putVersion("m", versionFor(blob), blob);
      assertEquals(store.readBlob("m", idOf(blob)), blob);
      const stored = store.openBlob("m", idOf(blob))!;
      assertEquals(stored.bytes, size);
      await stored.check();
      assertEquals(joined(stored), blob);
    }
    assertEquals(store.openBlob("m", "0".repeat(64)), undefined);
  });

  it("are read only where they are asked for", async () => {
    await store.putVersion("m", VERSION, BLOB);
    const stored = store.openBlob("m", VERSION.version)!;
    await stored.check();
    const ends = [0, 1, PIECE_BYTES - 1, PIECE_BYTES, 3 * PIECE_BYTES + 5, BLOB.length - 1];
    for (const first of ends) {
      for (const last of ends.filter((last) => last >= first)) {
        assertEquals(joined(stored, first, last), BLOB.subarray(first, last + 1));
      }
    }
    meddle(path, "DELETE FROM pieces WHERE number <> 2");
    const part = joined(stored, 2 * PIECE_BYTES + 9, 3 * PIECE_BYTES - 9);
    assertEquals(part, BLOB.subarray(2 * PIECE_BYTES + 9, 3 * PIECE_BYTES - 8));
  });

  it("are seen when they are whole, and others get their turn meanwhile", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const stored = store.putVersion("m", VERSION, BLOB);
    await until(() => count("pieces") > 0);
    assertEquals(store.findModel("m"), undefined);
    assertEquals(store.listModels().entries, []);
    assertEquals(store.size().versions, 0);
    assertEquals(await stored, { version: VERSION, isNew: true });
    clearInterval(timer);
    assert(turns > 0);
    assertEquals(store.currentVersion("m"), VERSION.version);
    assertEquals(count("orphans"), 0);
  });

  it("are right when several are written for the same model at the same time", async () => {
    const blobs = [1, 2, 3].map((seed) => bytesOf(seed, 3 * PIECE_BYTES));
    const outcomes = await Promise.all(
      [...blobs, ...blobs].map((blob) => store.putVersion("m", versionFor(blob), blob)),
    );
    assertEquals(outcomes.filter(({ isNew }) => isNew).length, 3);
    assertEquals(store.findModel("m")!.versionCount, 3);
    for (const blob of blobs) assertEquals(store.readBlob("m", idOf(blob)), blob);
    await until(() => count("orphans") === 0);
    assertEquals(countPieces(), 9);
  });

  it("leave nothing of a training that ended otherwise meanwhile", async () => {
    const controller = new AbortController();
    const job = { ...JOB, status: "succeeded" as const };
    let isStored = false;
    const stored = store.finishJob(job, VERSION, BLOB, {
      signal: controller.signal,
      onStored: () => isStored = true,
    });
    controller.abort(new Error("cancelled"));
    await assertRejects(() => stored, Error, "cancelled");
    assertEquals([store.findModel("m"), store.findJob("1"), isStored], [
      undefined,
      undefined,
      false,
    ]);
    await until(() => count("pieces") === 0);
  });

  it("leave nothing when they cannot be written to the end", async () => {
    meddle(
      path,
      `CREATE TRIGGER full BEFORE INSERT ON pieces WHEN NEW.number = 2
       BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`,
    );
    assertEquals(
      await codeOf(() => store.putVersion("m", VERSION, BLOB)),
      "store_unavailable",
    );
    assertEquals(store.findModel("m"), undefined);
    await until(() => count("pieces") === 0 && count("orphans") === 0);
    // Tidying up has written, but nobody else has yet.
    assertEquals(store.problems.map(({ code }) => code), ["store_unavailable"]);
    await store.putVersion("m", versionFor(ONE), ONE);
    assertEquals(store.problems, []);
  });

  it("are swept away if a killed process left them, after the start", async () => {
    await store.putVersion("m", VERSION, BLOB);
    store.close();
    meddle(path, "INSERT INTO orphans VALUES (1000)");
    meddle(path, "INSERT INTO pieces SELECT 1000, number, sha256, bytes FROM pieces");
    store = new SqliteStore(path);
    assertEquals(countPieces(), 10);
    await until(() => count("orphans") === 0);
    assertEquals(countPieces(), 5);
    assertEquals(store.readBlob("m", VERSION.version), BLOB);
  });

  it("free their room when they are deleted, and the file shrinks", async () => {
    const empty = store.size().bytes;
    const blobs = [1, 2, 3].map((seed) => bytesOf(seed, 12 * PIECE_BYTES));
    for (const blob of blobs) await store.putVersion("m", versionFor(blob), blob);
    const full = store.size().bytes;
    assert(full - empty > 36 * PIECE_BYTES);
    await store.deleteModel("m");
    assert(store.size().bytes - empty < PIECE_BYTES);
    const pages = () => Number(meddle(path, "PRAGMA page_count")[0]!.page_count);
    await until(() => pages() * 4_096 < full / 2);
  });

  it("that are damaged are told by a code of their own, never given out, and remembered", async () => {
    const small = bytesOf(1, 10);
    const damages = [
      "UPDATE pieces SET bytes = zeroblob(length(bytes)) WHERE number = 2 RETURNING 1",
      "UPDATE pieces SET bytes = zeroblob(9) WHERE number = 4 RETURNING 1",
      "DELETE FROM pieces WHERE number = 3 RETURNING 1",
      // Digests and pieces agree, but it is another blob.
      `UPDATE pieces SET (sha256, bytes) = (SELECT sha256, bytes FROM pieces
       WHERE number = 1) WHERE number = 0 AND length(bytes) = ${PIECE_BYTES} RETURNING 1`,
    ];
    for (const [at, damage] of damages.entries()) {
      await store.putVersion("m", VERSION, BLOB);
      await store.putVersion("m", versionFor(small), small);
      assertEquals(meddle(path, damage).length, 1, damage);
      const { version } = VERSION;
      if (at % 2) assertEquals(await codeOf(() => store.readBlob("m", version)), "model_damaged");
      const stored = store.openBlob("m", version)!;
      assertEquals(await codeOf(() => stored.check()), "model_damaged");
      assertEquals(await codeOf(() => joined(stored)), undefined);
      assertEquals(store.damaged, [{ name: "m", version }]);
      assertEquals(store.problems.map(({ code }) => code), ["model_damaged"]);
      assertEquals(store.readBlob("m", idOf(small)), small);
      await store.deleteModel("m");
      assertEquals([store.damaged, store.problems], [[], []]);
    }
  });

  it("that are damaged after they were checked are still not given out", async () => {
    await store.putVersion("m", VERSION, BLOB);
    const stored = store.openBlob("m", VERSION.version)!;
    await stored.check();
    meddle(path, "UPDATE pieces SET bytes = zeroblob(length(bytes)) WHERE number = 1");
    const pieces = stored.read();
    assertEquals(pieces.next().value, BLOB.subarray(0, PIECE_BYTES));
    assertEquals(await codeOf(() => pieces.next()), "model_damaged");
    assertEquals(await codeOf(() => stored.check()), "model_damaged");
  });

  it("that are damaged are mended when the same bytes are stored again", async () => {
    await store.putVersion("m", VERSION, BLOB);
    meddle(path, "DELETE FROM pieces WHERE number = 3");
    assertEquals(await codeOf(() => store.readBlob("m", VERSION.version)), "model_damaged");
    const again = await store.putVersion("m", VERSION, BLOB);
    assertEquals(again, { version: VERSION, isNew: false });
    assertEquals(store.readBlob("m", VERSION.version), BLOB);
    assertEquals([store.damaged, store.findModel("m")!.versionCount], [[], 1]);
  });

  it("have descriptions that are as large as they may be, in pieces, too", async () => {
    const metadata = { text: "aä€𝄞\u0001".repeat(100_000) };
    const version = versionFor(ONE, { metadata });
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    assertEquals(await store.putVersion("m", version, ONE), { version, isNew: true });
    clearInterval(timer);
    assert(turns > 0);
    assert(count("pieces WHERE number < 0") > 4);
    assertEquals(store.findVersion("m", version.version), version);
    assertEquals(store.findModel("m")!.current, version);
    meddle(path, "UPDATE pieces SET bytes = zeroblob(length(bytes)) WHERE number = -2");
    for (const read of [() => store.findModel("m"), () => store.findVersion("m", idOf(ONE))]) {
      assertEquals(await codeOf(read), "model_damaged");
    }
    assertEquals(store.damaged, [{ name: "m", version: version.version }]);
    assertEquals(store.listModels().entries.length, 1);
    // The same blob brings its description with it.
    const short = versionFor(ONE, { metadata: { text: "short" } });
    assertEquals(await store.putVersion("m", short, ONE), { version: short, isNew: false });
    assertEquals([store.findModel("m")!.current, store.damaged], [short, []]);
  });

  it("keep what is known of them when they are mended", async () => {
    const trained = { ...VERSION, source: "trained" as const, trainAccuracy: 1 };
    await store.putVersion("m", trained, BLOB);
    meddle(path, "DELETE FROM pieces WHERE number = 3");
    assertEquals(await codeOf(() => store.readBlob("m", VERSION.version)), "model_damaged");
    const mended = await store.putVersion("m", VERSION, BLOB);
    assertEquals(mended, { version: trained, isNew: false });
    assertEquals(store.readBlob("m", VERSION.version), BLOB);
  });

  it("that are deleted while they are read are not found, not damaged", async () => {
    await store.putVersion("m", VERSION, BLOB);
    const stored = store.openBlob("m", VERSION.version)!;
    await stored.check();
    const pieces = stored.read();
    pieces.next();
    await store.deleteModel("m");
    assertEquals(await codeOf(() => pieces.next()), "version_not_found");
    assertEquals(store.damaged, []);
  });
});
