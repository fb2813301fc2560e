import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { encodeModel, encodeNetwork, RoteError } from "../../../lib/mod.ts";
import { ModelExports } from "../../../models/serving/model_exports.ts";
import { examineBlob } from "../../../models/serving/examined_blob.ts";
import { ModelRegistry } from "../../../models/serving/registry.ts";
import { SqliteStore } from "../../../models/store/sqlite/sqlite_store.ts";
import { randomPairs } from "../../lib/kinds/pairwise/assertions.ts";
import { randomNetwork } from "../../lib/random_data.ts";

const MAX_BYTES = 50_000;

describe("ModelExports", () => {
  let store: SqliteStore;
  let registry: ModelRegistry;
  let exports: ModelExports;
  beforeEach(async () => {
    store = new SqliteStore(":memory:");
    registry = new ModelRegistry(store, 1_000_000);
    exports = new ModelExports(registry, MAX_BYTES);
    for (const seed of [1, 2]) await upload("a", seed);
    await upload("b", 2);
  });
  afterEach(() => store.close());

  const upload = async (name: string, seed: number) => {
    const layers = [{ width: 9, arity: 4 }, { width: 1, arity: 4 }];
    const blob = encodeNetwork(randomNetwork(seed, { features: 12, layers }));
    await registry.keep(name, await examineBlob(blob), new Date(0));
  };
  const get = (name: string, version?: string, options = {}) =>
    exports.get(name, version, "es-module", options);
  const sizeOf = ({ files }: ReturnType<typeof get>) =>
    files.reduce((sum, { bytes }) => sum + bytes.length, 0);

  it("makes an export once for whoever asks for it soon again", () => {
    const current = get("a");
    assertStrictEquals(get("a"), current);
    assertStrictEquals(get("a", current.version), current);
  });

  it("tells models, versions, targets and options apart", () => {
    const [, old] = registry.describe("a").versions.entries;
    const made = [
      get("a"),
      get("a", old!.version),
      get("a", undefined, { blob: "beside" }),
      get("b"),
      exports.get("a", undefined, "worker", {}),
    ];
    assertEquals(new Set(made).size, made.length);
    assertEquals(made[3]!.version, made[0]!.version);
  });

  it("gives nothing of a model that is deleted", async () => {
    const { version } = get("a");
    await registry.delete("a");
    for (const wanted of [undefined, version]) {
      assertEquals(assertThrows(() => get("a", wanted), RoteError).code, "model_not_found");
    }
  });

  it("keeps exports of a bounded size", async () => {
    const first = get("a");
    const most = Math.floor(2 * MAX_BYTES / sizeOf(first));
    for (let at = 0; at <= most; at++) {
      await upload(`m${at}`, 1);
      get(`m${at}`);
    }
    assert(get("a") !== first);
  });

  it("refuses what cannot be made in the same words, and finds that out once", async () => {
    const forgetful = new ModelRegistry(store, 1);
    const small = new ModelExports(forgetful, 500);
    const pairs = encodeModel(randomPairs(1, 3, { features: 9, layers: [{ width: 1, arity: 2 }] }));
    await registry.keep("pairs", await examineBlob(pairs), new Date(0));
    for (
      const [name, target, code] of [
        ["a", "es-module", "export_too_large"],
        ["pairs", "blif", "export_head_not_supported"],
      ] as const
    ) {
      const before = forgetful.cache.loads;
      const refuse = () => assertThrows(() => small.get(name, undefined, target, {}), RoteError);
      const { message, offenders } = refuse();
      for (let at = 0; at < 3; at++) {
        const again = refuse();
        assertEquals([again.code, again.message, again.offenders], [code, message, offenders]);
      }
      assertEquals(forgetful.cache.loads - before, 1);
    }
  });

  it("asks anew for another version, and for a model that was deleted", async () => {
    const small = new ModelExports(registry, 500);
    const codeOf = () =>
      assertThrows(() => small.get("a", undefined, "es-module", {}), RoteError).code;
    assertEquals(codeOf(), "export_too_large");
    await registry.delete("a");
    assertEquals(codeOf(), "model_not_found");
  });
});
