import { assert, assertEquals, assertThrows } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { RoteError } from "../../../lib/mod.ts";
import type { ModelVersion } from "../../../models/stored_model.ts";
import { MAX_SUMMARY_BYTES, summaryOf } from "../../../models/model_summary.ts";
import type { Page } from "../../../models/store/page.ts";
import { SqliteStore } from "../../../models/store/sqlite/sqlite_store.ts";
import { idOf, JOB, versionFor } from "./store_fixture.ts";

/** A small blob for each number. */
const blobOf = (number: number) => Uint8Array.of(number & 255, number >> 8);

/** Class names that take so many bytes of JSON, about. */
const longClasses = (bytes: number) =>
  Array.from({ length: 64 }, (_, at) => `${at}`.padEnd(bytes / 64 - 3, "x"));

describe("a store's lists", () => {
  let store: SqliteStore;
  beforeEach(() => void (store = new SqliteStore(":memory:", { keepVersions: 5 })));
  afterEach(() => store.close());

  const put = (name: string, number: number, others: Partial<ModelVersion> = {}) =>
    store.putVersion(name, versionFor(blobOf(number), others), blobOf(number));
  /** All pages of a list, one after the other. */
  function all<T>(read: (cursor: string | undefined) => Page<T>): T[][] {
    const pages: T[][] = [];
    for (let cursor: string | undefined, isFirst = true; isFirst || cursor; isFirst = false) {
      const { entries, next } = read(cursor);
      pages.push([...entries]);
      cursor = next;
    }
    return pages;
  }

  it("have models by name in pages, each model once, also while others come and go", async () => {
    for (const name of ["b", "d", "a", "c", "e"]) await put(name, 1);
    const names = (limit: number) =>
      all((after) => store.listModels({ limit, after })).map((page) =>
        page.map(({ name }) => name)
      );
    assertEquals(names(2), [["a", "b"], ["c", "d"], ["e"]]);
    assertEquals(names(5), [["a", "b", "c", "d", "e"]]);
    const { next } = store.listModels({ limit: 2 });
    await store.deleteModel("b");
    await put("bb", 1);
    const behind = store.listModels({ limit: 2, after: next });
    assertEquals(behind.entries.map(({ name }) => name), ["bb", "c"]);
  });

  it("have versions in pages, the newest first, also while they are deleted", async () => {
    for (const number of [1, 2, 3, 4, 5]) await put("m", number);
    const ids = (limit: number) =>
      all((before) => store.listVersions("m", { limit, before }))
        .map((page) => page.map(({ version }) => version));
    const [one, two, three, four, five] = [1, 2, 3, 4, 5].map((number) => idOf(blobOf(number)));
    assertEquals(ids(2), [[five, four], [three, two], [one]]);
    const { next } = store.listVersions("m", { limit: 2 });
    await store.deleteVersion("m", four!);
    const older = store.listVersions("m", { limit: 2, before: next });
    assertEquals(older.entries.map(({ version }) => version), [three, two]);
    assertEquals(store.listVersionNames("m", 3), [five, three, two]);
  });

  it("have every version of every model in an index", async () => {
    for (const name of ["a", "b", "c"]) {
      for (const number of [1, 2]) await put(name, number);
    }
    await put("d", 1);
    const expected = ["a", "b", "c"].flatMap((name) =>
      [2, 1].map((number) => ({ name, version: idOf(blobOf(number)) }))
    ).concat({ name: "d", version: idOf(blobOf(1)) });
    for (const limit of [1, 2, 3, 7, 100]) {
      const pages = all((after) => store.listIndex(limit, after));
      assertEquals(pages.flat(), expected);
      assert(pages.every(({ length }) => length <= limit));
    }
    for (const after of ["a", "a/x", "a/-1"]) {
      const error = assertThrows(() => store.listIndex(1, after), RoteError);
      assertEquals(error.code, "request_not_valid");
    }
  });

  it("end a page before its text is too long, but not before its first entry", async () => {
    const classes = longClasses(40_000);
    for (const name of ["a", "b", "c"]) await put(name, 1, { classes });
    for (const number of [2, 3]) await put("a", number, { classes });
    const sizes = all((after) => store.listModels({ after })).map(({ length }) => length);
    assertEquals(sizes, [1, 1, 1]);
    const { entries, next } = store.listVersions("a");
    assertEquals([entries.length, typeof next], [1, "string"]);
  });

  it("have neither columns nor metadata, nor class names beyond a bound, and say so", async () => {
    const columns = [{ name: "x", kind: "number" as const, bits: 1, missing: false }];
    await put("a", 1, { columns, metadata: { a: "\u0001".repeat(1_000) } });
    const classes = longClasses(2 * MAX_SUMMARY_BYTES);
    await put("b", 1, { classes });
    const [a, b] = store.listModels().entries;
    assertEquals(Object.keys(a!.current).includes("metadata"), false);
    assertEquals(Object.keys(a!.current).includes("columns"), false);
    assertEquals(a!.current.classes, ["no", "yes"]);
    assertEquals([b!.current.classes, b!.current.leftOut], [undefined, ["classes"]]);
    assertEquals(store.findModel("b")!.current.classes, classes);
    assertEquals(store.findModel("a")!.current.columns, columns);
    assert(JSON.stringify(summaryOf(store.findModel("b")!.current)).length < 1_000);
  });

  it("keep so many versions of a model, the newest ones", async () => {
    for (let number = 1; number <= 8; number++) await put("m", number);
    await put("n", 1);
    const kept = [8, 7, 6, 5, 4].map((number) => idOf(blobOf(number)));
    assertEquals(store.listVersionNames("m", 10), kept);
    assertEquals(store.findModel("m")!.versionCount, 5);
    assertEquals(store.size().versions, 6);
    // An older one that is the current one again stays, and so it does when it is stored again.
    await put("m", 4);
    assertEquals(store.currentVersion("m"), kept[4]);
    await put("m", 9);
    assertEquals(store.listVersionNames("m", 10).length, 5);
    await store.finishJob({ ...JOB, status: "succeeded" }, versionFor(blobOf(10)), blobOf(10));
    assertEquals(store.listVersionNames("m", 10).length, 5);
  });

  it("lose a version that is deleted; the newest of the others is the current one then", async () => {
    for (const number of [1, 2, 3]) await put("m", number);
    const [one, two, three] = [1, 2, 3].map((number) => idOf(blobOf(number)));
    assertEquals(store.currentVersion("m"), three);
    assertEquals(await store.deleteVersion("m", one!), true);
    assertEquals([store.currentVersion("m"), store.hasVersion("m", one!)], [three, false]);
    assertEquals(await store.deleteVersion("m", three!), true);
    assertEquals(store.currentVersion("m"), two);
    assertEquals(store.findModel("m")!.versionCount, 1);
    assertEquals(await store.deleteVersion("m", three!), false);
    // A model without versions is none.
    assertEquals(await store.deleteVersion("m", two!), true);
    assertEquals([store.findModel("m"), store.currentVersion("m")], [undefined, undefined]);
    assertEquals(store.size(), { ...store.size(), models: 0, versions: 0 });
  });

  it("are counted whatever becomes of their entries", async () => {
    for (const name of ["a", "b"]) for (const number of [1, 2, 3]) await put(name, number);
    const counts = () => {
      const { models, versions } = store.size();
      return { models, versions };
    };
    assertEquals(counts(), { models: 2, versions: 6 });
    await store.deleteVersion("a", idOf(blobOf(2)));
    await put("a", 1);
    assertEquals(counts(), { models: 2, versions: 5 });
    await store.deleteModel("b");
    assertEquals(counts(), { models: 1, versions: 2 });
  });
});
