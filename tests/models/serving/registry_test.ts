import { assertEquals, assertRejects } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { encodeNetwork, putEncoder, RoteError, trainBlob, trainNetwork } from "../../../lib/mod.ts";
import { examineBlob } from "../../../models/serving/examined_blob.ts";
import { ModelRegistry } from "../../../models/serving/registry.ts";
import { SqliteStore } from "../../../models/store/sqlite/sqlite_store.ts";
import { randomData } from "../../lib/random_data.ts";
import { longCategories, rowsFor } from "../long_categories.ts";

/** A blob that differs from seed to seed. */
function blobOf(seed: number): Uint8Array<ArrayBuffer> {
  const data = randomData(1, { rows: 40, features: 9 });
  return encodeNetwork(trainNetwork(data, { hiddenLayers: 1, width: 5, arity: 3 }, seed).network);
}

describe("ModelRegistry.atHand()", () => {
  let store: SqliteStore;
  let registry: ModelRegistry;
  const upload = async (name: string, seed: number) =>
    (await registry.keep(name, await examineBlob(blobOf(seed)), new Date())).version.version;
  beforeEach(() => {
    store = new SqliteStore(":memory:");
    registry = new ModelRegistry(store, 1_000_000);
  });
  afterEach(() => store.close());

  it("gives the network that load() gave before, and none that was not loaded", async () => {
    await upload("m", 1);
    assertEquals(registry.atHand("m"), undefined);
    const loaded = registry.load("m");
    assertEquals(registry.atHand("m"), loaded);
    assertEquals(registry.atHand("m")!.model, loaded.model);
    assertEquals(registry.atHand("other"), undefined);
  });

  it("never gives an older version or a deleted model", async () => {
    await upload("m", 1);
    registry.load("m");
    const newer = await upload("m", 2);
    assertEquals(registry.atHand("m"), undefined);
    assertEquals(registry.load("m").version, newer);
    assertEquals(registry.atHand("m")!.version, newer);
    await registry.delete("m");
    assertEquals(registry.atHand("m"), undefined);
  });

  it("gives nothing where the cache is too small, and where the store fails", async () => {
    const small = new ModelRegistry(store, 0);
    await upload("m", 1);
    small.load("m");
    assertEquals(small.atHand("m"), undefined);
    store.close();
    assertEquals(registry.atHand("n"), undefined);
    store = new SqliteStore(":memory:");
  });
});

describe("ModelRegistry.keep()", () => {
  it("refuses a model of which there is more to tell than is kept, by what is large", async () => {
    const store = new SqliteStore(":memory:");
    const registry = new ModelRegistry(store, 1_000_000);
    const encoder = longCategories();
    const settings = { network: { hiddenLayers: 1, width: 4, arity: 2 }, seed: 1 };
    const { blob } = putEncoder(encoder, trainBlob(rowsFor(encoder), settings));
    const error = await assertRejects(
      async () => await registry.keep("m", await examineBlob(blob), new Date()),
      RoteError,
    );
    assertEquals(error.code, "model_too_large");
    assertEquals(error.message.includes("its columns take"), true, error.message);
    assertEquals(store.listModels().entries, []);
    store.close();
  });
});
