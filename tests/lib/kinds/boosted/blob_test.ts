/**
 * Head 3 of `docs/blob-format.md`: encoding, decoding, the ladder and its abuse files, and a hundred
 * thousand damaged blobs.
 *
 * @module
 */
import { assert, assertEquals, assertGreater, assertLessOrEqual } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeNetwork } from "../../../../lib/kinds/network/decode.ts";
import { decodeBoosted } from "../../../../lib/kinds/boosted/decode.ts";
import { encodeNetwork } from "../../../../lib/kinds/network/encode.ts";
import { encodeBoosted } from "../../../../lib/kinds/boosted/encode.ts";
import { decodeModel, encodeModel } from "../../../../lib/any_blob.ts";
import type { BoostedTables } from "../../../../lib/kinds/boosted/model.ts";
import { isEncoded } from "../../../../lib/any_model.ts";
import { isKind } from "../../../../lib/kinds/mod.ts";
import { crc32c } from "../../../../lib/blob/crc32c.ts";
import { CHECKSUM_BYTES } from "../../../../lib/blob/layout.ts";
import { RoteError } from "../../../../lib/errors.ts";
import { assertRefused, assertSameLayers, assertSameNumbers } from "../../assertions.ts";
import { assertSameTables } from "./assertions.ts";
import { randomTables } from "./random_tables.ts";
import { randomNetwork, randomStream } from "../../random_data.ts";
import {
  BOOSTED_FAULTS,
  boostedAbuseFile,
  type BoostedFault,
  writeBoostedFaults,
} from "./blob_abuse.ts";
import { readBoosted } from "./blob_ladder.ts";
import { mutate } from "../../blob/mutations.ts";

const PLANS = [
  { features: 1, classes: 2, width: 1, arity: 1, splits: 1 },
  { features: 1, classes: 3, width: 9, arity: 1, splits: 9 },
  { features: 784, classes: 10, width: 64, arity: 6, splits: 32 },
  { features: 65_536, classes: 256, width: 7, arity: 5, splits: 7 },
  { features: 20, classes: 2, width: 3, arity: 16, splits: 1 },
];

describe("encodeBoosted() and decodeBoosted()", () => {
  for (const [seed, plan] of PLANS.entries()) {
    it(`give back ${JSON.stringify(plan)}`, () => {
      const model = randomTables(seed, plan);
      const blob = encodeBoosted(model);
      assertSameTables(decodeBoosted(blob), model);
      assertSameNumbers(encodeBoosted(decodeBoosted(blob)), blob);
      const read = readBoosted(blob);
      assert(typeof read === "object");
      assertEquals(read.wires.flat(), [...model.wires]);
      assertEquals(read.entries.flat(), [...model.entries]);
    });
  }

  it("refuse -128 as an entry, the first and the last one too", () => {
    const model = randomTables(1, PLANS[2]!);
    for (const at of [0, 1, model.entries.length - 1]) {
      const entries = model.entries.slice();
      entries[at] = -128;
      assertRefused("blob_entry_out_of_range", () => decodeBoosted(encodeUnchecked(entries)));
    }

    /** The blob of the model with other entries, which an encoder would refuse. */
    function encodeUnchecked(entries: Int8Array): Uint8Array {
      const blob = encodeBoosted(model);
      const at = blob.length - CHECKSUM_BYTES - entries.length;
      blob.set(new Uint8Array(entries.buffer), at);
      new DataView(blob.buffer).setUint32(
        blob.length - CHECKSUM_BYTES,
        crc32c(blob.subarray(0, blob.length - CHECKSUM_BYTES)),
        true,
      );
      return blob;
    }
  });

  it("write what the document says", () => {
    const draft = writeBoostedFaults();
    const model = decodeBoosted(draft);
    assertEquals(model.classes, ["no", "yes", "perhaps"]);
    assertEquals([...model.splits], [0, 1, 0, 1, 0, 1]);
    assertSameNumbers(encodeBoosted(model), draft);
  });

  it("share no memory", () => {
    const blob = encodeBoosted(randomTables(1, PLANS[2]!));
    const model = decodeBoosted(blob);
    const copy = structuredClone(model);
    blob.fill(255);
    assertSameTables(model, copy);
  });

  it("refuse text that the format does not hold, and 257 classes", () => {
    const model = randomTables(2, PLANS[2]!);
    const encode = (more: Partial<BoostedTables>) => () => encodeBoosted({ ...model, ...more });
    assertRefused("class_name_not_legal", encode({ classes: model.classes.map(() => "same") }));
    assertRefused("metadata_not_legal", encode({ metadata: { "": "x" } }));
    const classes = Array.from({ length: 257 }, (_, index) => String(index));
    assertRefused("labels_too_many_classes", encode({ classes }));
  });
});

describe("decodeModel() and encodeModel()", () => {
  it("take either head", () => {
    const tables = randomTables(3, PLANS[2]!);
    const network = randomNetwork(4, { features: 9, layers: [{ width: 1, arity: 3 }] });
    const [first, second] = [tables, network].map((model) => decodeModel(encodeModel(model)));
    assert(
      isKind(first!, "boosted") && !isKind(second!, "boosted") && !isKind(second!, "pairwise") &&
        !isEncoded(second!),
    );
    assertSameTables(first, tables);
    assertSameLayers(second, network);
  });

  it("refuse what neither takes", () => {
    assertRefused("blob_too_short", () => decodeModel(new Uint8Array()));
    assertRefused("blob_unknown_head", () => decodeModel(writeBoostedFaults((d) => d.head = 5)));
  });
});

describe("decodeNetwork() and decodeBoosted()", () => {
  it("refuse the head of the other", () => {
    const network = randomNetwork(4, { features: 9, layers: [{ width: 1, arity: 3 }] });
    assertRefused("blob_unknown_head", () => decodeNetwork(writeBoostedFaults()));
    assertRefused("blob_unknown_head", () => decodeBoosted(encodeNetwork(network)));
  });
});

describe("the ladder of head 3", () => {
  it("is the one in the document, rung by rung", () => {
    const document = new URL("../../../../docs/blob-format.md", import.meta.url);
    const sections = Deno.readTextFileSync(document).split(/^## /m);
    const section = sections.find((text) => text.startsWith("Head 3"))!;
    const rungs = Array.from(section.matchAll(/^\| `(blob_\w+)` /gm), ([, code]) => code!);
    const codes = BOOSTED_FAULTS.map(([code]): string => code);
    assertEquals(rungs, codes.slice(codes.indexOf("blob_unknown_head")));
  });

  for (const [index, [code, fault]] of BOOSTED_FAULTS.entries()) {
    it(`refuses boosted_${code.replace("blob_", "")}.rote with ${code}, before later faults`, () => {
      const bytes = Deno.readFileSync(boostedAbuseFile(code));
      assertSameNumbers(writeBoostedFaults(fault), bytes, "bytes of the recipe");
      assertRefused(code, () => decodeBoosted(bytes));
      for (const [, later] of BOOSTED_FAULTS.slice(index + 1)) {
        const both = writeBoostedFaults(later, fault);
        assertRefused(code, () => decodeBoosted(both));
        assertEquals(readBoosted(both), code);
      }
    });
  }

  const more: [code: RoteError["code"], what: string, fault: BoostedFault][] = [
    ["blob_limit_exceeded", "one class", (draft) => draft.classCount = 1],
    ["blob_limit_exceeded", "257 classes", (draft) => draft.classCount = 257],
    ["blob_limit_exceeded", "no layer", (draft) => draft.layers = 0],
    ["blob_limit_exceeded", "no feature", (draft) => draft.features = 0],
    ["blob_limit_exceeded", "65,537 features", (draft) => draft.features = 65_537],
    ["blob_limit_exceeded", "no table", (draft) => draft.width = 0],
    ["blob_limit_exceeded", "65,537 tables", (draft) => draft.width = 65_537],
    ["blob_limit_exceeded", "17 wires", (draft) => draft.arity = 17],
    ["blob_limit_exceeded", "no wire", (draft) => draft.arity = 0],
    ["blob_limit_exceeded", "no split", (draft) => draft.splitCount = 0],
    ["blob_limit_exceeded", "257 splits", (draft) => draft.splitCount = 257],
    ["blob_limit_exceeded", "a scale above 2^20", (draft) => draft.scale = 1_048_577],
    ["blob_limit_exceeded", "text above the limit", (draft) => draft.extraTextLength = 70_665],
    ["blob_section_mismatch", "65,536 tables of 16 wires", (draft) => {
      [draft.width, draft.arity, draft.features] = [65_536, 16, 65_536];
    }],
    ["blob_reserved_not_zero", "the last byte behind the arity", (draft) => draft.reserved[2] = 1],
    ["blob_head_mismatch", "more splits than tables", (draft) => {
      draft.splitCount = 4;
      draft.splits.push("011", "001");
      draft.splitPadding = "0000";
    }],
    ["blob_split_one_sided", "a split with no class", (draft) => draft.splits[0] = "000"],
    ["blob_padding_not_zero", "a bit behind the splits", (draft) => draft.splitPadding = "10"],
    ["blob_bad_text", "one class name twice", (draft) => draft.classes[2] = "no"],
  ];
  for (const [code, what, fault] of more) {
    it(`refuses ${what} with ${code}`, () => {
      const bytes = writeBoostedFaults(fault);
      assertRefused(code, () => decodeBoosted(bytes));
      assertEquals(readBoosted(bytes), code);
    });
  }

  const binary = (splits: string[]): BoostedFault => (draft) => {
    draft.classes.pop();
    draft.classCount = 2;
    draft.splits = splits;
    draft.splitCount = splits.length;
    draft.splitPadding = "0".repeat(8 - 2 * splits.length);
  };
  it("wants one split for two classes, which is class 1", () => {
    assertEquals(decodeBoosted(writeBoostedFaults(binary(["01"]))).splits, Uint8Array.of(0, 1));
    const cases = [
      { splits: ["01", "01"], code: "blob_head_mismatch" },
      { splits: ["10"], code: "blob_split_one_sided" },
    ] as const;
    for (const { splits, code } of cases) {
      const bytes = writeBoostedFaults(binary([...splits]));
      assertRefused(code, () => decodeBoosted(bytes));
      assertEquals(readBoosted(bytes), code);
    }
  });
});

describe("decodeBoosted() on damaged blobs", () => {
  it("refuses with a code, or returns tables that encode to the same bytes", () => {
    const random = randomStream(33);
    const blobs = [
      writeBoostedFaults(),
      // As many wires as features: one feature less is too few.
      encodeBoosted(randomTables(5, { features: 4, classes: 2, width: 3, arity: 4, splits: 1 })),
      ...[1, 2].map((seed) =>
        encodeBoosted(
          randomTables(seed, { features: 6, classes: 1 + seed, width: 4, arity: 3, splits: seed }),
        )
      ),
    ];
    const seen = new Map<string, number>();
    for (let mutation = 0; mutation < 100_000; mutation++) {
      const bytes = mutate(blobs, random);
      let outcome: BoostedTables | string;
      try {
        outcome = decodeBoosted(bytes);
      } catch (error) {
        if (!(error instanceof RoteError)) throw error;
        outcome = error.code;
      }
      const again = readBoosted(bytes);
      const code = typeof outcome === "string" ? outcome : "accepted";
      assertEquals(code, typeof again === "string" ? again : "accepted", `mutation ${mutation}`);
      seen.set(code, (seen.get(code) ?? 0) + 1);
      if (typeof outcome === "string") continue;
      assertSameNumbers(encodeBoosted(outcome), bytes, `bytes of mutation ${mutation}`);
      const { wires, entries, splits } = outcome;
      assertLessOrEqual(wires.byteLength + entries.length + splits.length, 16 * bytes.length);
    }
    // The test means something only if it gets to every rung, and through.
    const counts = JSON.stringify(Object.fromEntries(seen));
    for (const [code] of BOOSTED_FAULTS) assertGreater(seen.get(code) ?? 0, 10, counts);
    assertGreater(seen.get("accepted") ?? 0, 5000, counts);
  });
});
