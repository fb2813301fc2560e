/**
 * `rote inspect` as a user runs it.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { encodeHex } from "@std/encoding/hex";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import {
  decodeNetwork,
  encodeNetwork,
  matrixFromBytes,
  trainBlob,
  trainBoostedBlob,
} from "../../../lib/mod.ts";
import { type Folder, makeFolder } from "../child.ts";

const { blob: trained } = trainBlob(
  {
    rows: matrixFromBytes(new Uint8Array(64).map((_, at) => at * 37), 64, 8),
    labels: new Uint8Array(64).map((_, at) => at % 2),
    classes: ["0", "1"],
  },
  { network: { hiddenLayers: 2, width: 20, arity: 3 }, seed: 1 },
);
const NETWORK = decodeNetwork(trained);
const EVIL = "\x1b]0;owned\x07\x9b2J\u202egnp.exe\n";
const BLOB = encodeNetwork({
  ...NETWORK,
  classes: ["fine", EVIL],
  metadata: { [EVIL]: EVIL, a: "b" },
});

const { blob: BOOSTED } = trainBoostedBlob(
  {
    rows: matrixFromBytes(new Uint8Array(64).map((_, at) => at * 37), 64, 8),
    labels: new Uint8Array(64).map((_, at) => at % 3),
    classes: ["a", "b", "c"],
  },
  { tables: 10, arity: 3, rate: 0.1, lambda: 1, splits: 4, seed: 1 },
);

describe("rote inspect", () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
    await folder.write("m.rote", BLOB);
  });
  afterAll(() => folder.remove());

  it("says in words what is in a model, with its text escaped", async () => {
    const run = await folder.rote("inspect", "m.rote");
    assertEquals([run.code, run.stderr], [0, ""]);
    assertMatch(run.stdout, /^m\.rote\n {2}format version +1\n/);
    assertMatch(run.stdout, new RegExp(`size +${BLOB.length} bytes\n`));
    assertMatch(run.stdout, /features +8\n/);
    assertMatch(run.stdout, /layer 3 +1 LUT of 3 wires, 8 table bits each\n/);
    assertMatch(run.stdout, /information content +\d+ bytes \(overhead \d+(\.\d+)? %\)\n/);
    assertStringIncludes(run.stdout, "\\u001b]0;owned\\u0007\\u009b2J\\u202egnp.exe");
    assert(!/(?!\n)\p{C}/u.test(run.stdout));
  });

  it("says the same as JSON", async () => {
    const run = await folder.rote("inspect", "m.rote", "--json");
    assert(!/(?!\n)\p{C}/u.test(run.stdout));
    const facts = JSON.parse(run.stdout);
    assertEquals(facts.sha256, encodeHex(await crypto.subtle.digest("SHA-256", BLOB)));
    assertEquals(facts.bytes, BLOB.length);
    assertEquals(facts.classes, ["fine", EVIL]);
    assertEquals(facts.method, "network");
    assertEquals(facts.metadata, { a: "b", [EVIL]: EVIL });
    assertEquals(
      facts.layers,
      NETWORK.layers.map(({ width, arity }) => ({ width, arity, tableBits: 8 })),
    );
    assertEquals(facts.liveLuts, NETWORK.layers.reduce((sum, { width }) => sum + width, 0));
    assert(facts.informationBytes < BLOB.length && facts.overheadPercent > 0);
  });

  it("tells what boosted tables are made of", async () => {
    await folder.write("boosted.rote", BOOSTED);
    const words = await folder.rote("inspect", "boosted.rote");
    assertEquals([words.code, words.stderr], [0, ""]);
    assertMatch(words.stdout, /classes +"a", "b", "c"\n/);
    assertMatch(words.stdout, /boosted tables +10 of 3 wires, for 4 splits of the classes\n/);
    assertMatch(words.stdout, /entries +80 bytes, one each\n/);
    assertMatch(words.stdout, /rate +0\.1\n/);
    const json = await folder.rote("inspect", "boosted.rote", "--json");
    const { method, tables, arity, splits, entryBytes, ...facts } = JSON.parse(json.stdout);
    assertEquals([method, tables, arity, splits, entryBytes], ["boosted", 10, 3, 4, 80]);
    assertEquals([facts.bytes, facts.features], [BOOSTED.length, 8]);
    // 80 entries, three wires of eight features a table, four halves of three classes, scale, text.
    const bits = 80 * Math.log2(255) + 10 * Math.log2(8 * 7 * 6) + 4 * Math.log2(6) + 20;
    const text = "abc" + Object.entries(facts.metadata).flat().join("");
    assertEquals(facts.informationBytes, Math.ceil(bits / 8 + text.length));
  });

  it("tells how networks for pairs of classes answer", async () => {
    const rows = matrixFromBytes(new Uint8Array(64).map((_, at) => at * 37), 64, 8);
    const labels = new Uint8Array(64).map((_, at) => at % 3);
    for (
      const [head, words] of [["vote", "the majority of the last layer"], ["lut", ""]] as const
    ) {
      const network = { hiddenLayers: 1, width: 20, arity: 3, head };
      const { blob } = trainBlob({ rows, labels, classes: ["a", "b", "c"] }, { network, seed: 1 });
      await folder.write("pairs.rote", blob);
      const json = await folder.rote("inspect", "pairs.rote", "--json");
      const facts = JSON.parse(json.stdout);
      assertEquals([facts.networks, facts.head], [3, head]);
      const { stdout } = await folder.rote("inspect", "pairs.rote");
      assertEquals(/answer +(.*)\n/.exec(stdout)?.[1] ?? "", words);
    }
  });

  it("refuses what is no whole model", async () => {
    await folder.write("cut.rote", BLOB.subarray(0, BLOB.length - 1));
    for (
      const [name, words] of [["cut.rote", "declares"], ["none.rote", "no such file"]] as const
    ) {
      const run = await folder.rote("inspect", name);
      assertEquals([run.code, run.stdout], [1, ""]);
      assertStringIncludes(run.stderr, `rote: ${name}: `);
      assertStringIncludes(run.stderr, words);
    }
  });
});
