import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { matrixFromBytes, RoteError, trainBlob } from "../../../lib/mod.ts";
import { checkModelBytes, checkModelMemory, checkRoom } from "../../../models/store/quota.ts";
import { examineBlob } from "../../../models/serving/examined_blob.ts";
import { ModelRegistry } from "../../../models/serving/registry.ts";
import { SqliteStore } from "../../../models/store/sqlite/sqlite_store.ts";
import { bytesOf, versionFor } from "./store_fixture.ts";

const rows = matrixFromBytes(Uint8Array.of(0, 1, 2, 3), 4, 2);
const { blob } = trainBlob({ rows, labels: Uint8Array.of(0, 1, 1, 0), classes: ["0", "1"] }, {
  network: { hiddenLayers: 1, width: 4, arity: 2 },
  seed: 1,
});

describe("checkRoom()", () => {
  const limits = { models: 2, modelBytes: 1_000, modelMemory: 5_000, storeBytes: 1_000_000 };
  const codeOf = (check: () => void) => (assertThrows(check, RoteError) as RoteError).code;

  it("refuses one model more than may be, but no new version of one that is there", async () => {
    const store = new SqliteStore(":memory:");
    const registry = new ModelRegistry(store, 0);
    for (const name of ["a", "b"]) {
      checkRoom(store, name, limits);
      await registry.keep(name, await examineBlob(blob), new Date());
    }
    assertEquals(codeOf(() => checkRoom(store, "c", limits)), "too_many_models");
    checkRoom(store, "a", limits);
    await registry.delete("b");
    checkRoom(store, "c", limits);
    store.close();
  });

  it("refuses whatever would be added to a store that is full", () => {
    const store = new SqliteStore(":memory:");
    const { bytes } = store.size();
    assertEquals(
      codeOf(() => checkRoom(store, "a", { ...limits, storeBytes: bytes })),
      "store_full",
    );
    checkRoom(store, "a", { ...limits, storeBytes: bytes + 1 });
    store.close();
  });

  it("takes models again once some of a full store are deleted", async () => {
    const store = new SqliteStore(":memory:");
    const storeBytes = store.size().bytes + 3_000_000;
    const large = bytesOf(1, 3_000_000);
    await store.putVersion("large", versionFor(large), large);
    assertEquals(codeOf(() => checkRoom(store, "a", { ...limits, storeBytes })), "store_full");
    await store.deleteModel("large");
    checkRoom(store, "a", { ...limits, storeBytes });
  });

  it("lets a name in that differs by more than case, and old models have new versions", async () => {
    const store = new SqliteStore(":memory:");
    const roomy = { ...limits, models: 9 };
    // From before there were such rules.
    for (const name of ["con", "a.", "Old", "old"]) {
      await store.putVersion(name, versionFor(blob), blob);
    }
    for (const name of ["con", "a.", "Old", "old", "other"]) checkRoom(store, name, roomy);
    assertEquals(codeOf(() => checkRoom(store, "OLD", roomy)), "name_taken");
    assertEquals(codeOf(() => checkRoom(store, "CON", roomy)), "name_not_legal");
    assertEquals(codeOf(() => checkRoom(store, "nul", roomy)), "name_not_legal");
    await store.deleteModel("Old");
    assertEquals(codeOf(() => checkRoom(store, "Old", roomy)), "name_taken");
    await store.deleteModel("old");
    checkRoom(store, "OLD", roomy);
    store.close();
  });

  it("bounds the bytes of a single model, as it is stored and decoded", () => {
    checkModelBytes(1_000, limits);
    assertEquals(codeOf(() => checkModelBytes(1_001, limits)), "model_too_large");
    checkModelMemory(5_000, limits);
    assertEquals(codeOf(() => checkModelMemory(5_001, limits)), "model_too_large");
  });
});
