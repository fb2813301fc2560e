/**
 * Head 2 of `docs/blob-format.md`: encoding, decoding, the ladder and its abuse files, and damaged
 * blobs by the tens of thousands.
 *
 * @module
 */
import { assert, assertEquals, assertGreater, assertLessOrEqual } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeNetwork } from "../../../../lib/kinds/network/decode.ts";
import { decodePairwise } from "../../../../lib/kinds/pairwise/decode.ts";
import { encodePairwise } from "../../../../lib/kinds/pairwise/encode.ts";
import { decodeModel, encodeModel } from "../../../../lib/any_blob.ts";
import { type BlobErrorCode, RoteError } from "../../../../lib/errors.ts";
import { isKind } from "../../../../lib/kinds/mod.ts";
import type { PairwiseNetworks } from "../../../../lib/kinds/pairwise/model.ts";
import { assertRefused, assertSameNumbers } from "../../assertions.ts";
import { assertSamePairs, randomPairs } from "./assertions.ts";
import { randomStream } from "../../random_data.ts";
import { FAULTS } from "../../blob/abuse.ts";
import { writeDraft } from "../network/blob/draft.ts";
import { mutate, seal } from "../../blob/mutations.ts";
import {
  PAIRWISE_FAULTS,
  pairwiseAbuseFile,
  type PairwiseFault,
  writePairwiseFaults,
} from "./blob_abuse.ts";
import { type ReadPairs, readPairwise } from "./blob_ladder.ts";

const SMALL = { features: 1, layers: [{ width: 1, arity: 1 }] };
const MIXED = [
  { features: 9, layers: [{ width: 1, arity: 4 }] },
  { features: 9, layers: [{ width: 2, arity: 3 }, { width: 1, arity: 2 }] },
];

describe("encodePairwise() and decodePairwise()", () => {
  for (const [classes, plans] of [[3, [SMALL]], [5, MIXED], [64, [SMALL]]] as const) {
    it(`give back the pairs of ${classes} classes`, () => {
      const model = randomPairs(classes, classes, ...plans);
      const blob = encodePairwise(model);
      assertSamePairs(decodePairwise(blob), model);
      assertSameNumbers(encodeModel(decodeModel(blob)), blob);
      const read = readPairwise(blob);
      assert(typeof read === "object", String(read));
      assertEquals([read.classes, read.scale], [model.classes, model.scale]);
    });
  }

  it("write what the document says", () => {
    const draft = writePairwiseFaults();
    const model = decodePairwise(draft);
    assertEquals(model.classes, ["no", "yes", "perhaps"]);
    assertEquals(model.pairs.map(({ classes }) => classes[1]), ["yes", "perhaps", "perhaps"]);
    assertSameNumbers(encodePairwise(model), draft);
  });

  it("share no memory", () => {
    const blob = encodePairwise(randomPairs(1, 4, ...MIXED));
    const model = decodePairwise(blob);
    const copy = structuredClone(model);
    blob.fill(255);
    assertSamePairs(model, copy);
  });

  it("say of a pair what follows from the rest, whatever it says itself", () => {
    const model = randomPairs(2, 3, ...MIXED);
    const pairs = model.pairs.map((pair) => ({
      ...pair,
      classes: ["x", "y"],
      metadata: { a: "b" },
    }));
    assertSameNumbers(encodePairwise({ ...model, pairs }), encodePairwise(model));
  });

  it("refuse text that the format does not hold, and 65 classes", () => {
    const model = randomPairs(3, 3, SMALL);
    const encode = (more: Partial<PairwiseNetworks>) => () => encodePairwise({ ...model, ...more });
    assertRefused("class_name_not_legal", encode({ classes: ["a", "b", "b"] }));
    assertRefused("metadata_not_legal", encode({ metadata: { "": "x" } }));
    const classes = Array.from({ length: 65 }, (_, index) => String(index));
    assertRefused("labels_too_many_classes", encode({ classes }));
  });
});

describe("decodeModel(), decodeNetwork() and decodePairwise()", () => {
  it("keep to their heads", () => {
    const blob = writePairwiseFaults();
    assert(isKind(decodeModel(blob), "pairwise"));
    assertRefused("blob_unknown_head", () => decodeNetwork(blob));
    const { pairs } = readPairwise(blob) as ReadPairs;
    assertRefused("blob_unknown_head", () => decodePairwise(pairs[0]!));
  });
});

describe("the ladder of head 2", () => {
  it("is the one in the document, rung by rung", () => {
    const document = new URL("../../../../docs/blob-format.md", import.meta.url);
    const [, section] = Deno.readTextFileSync(document).split(/^## Head 2/m);
    const [ours] = section!.split(/^## /m);
    const rungs = Array.from(ours!.matchAll(/^\| `(blob_\w+)` /gm), ([, code]) => code!);
    const codes = PAIRWISE_FAULTS.map(([code]): string => code);
    assertEquals(rungs, codes.slice(codes.indexOf("blob_unknown_head")));
  });

  for (const [index, [code, fault]] of PAIRWISE_FAULTS.entries()) {
    it(`refuses pairwise_${code.replace("blob_", "")}.rote with ${code}, before later faults`, () => {
      const bytes = Deno.readFileSync(pairwiseAbuseFile(code));
      assertSameNumbers(writePairwiseFaults(fault), bytes, "bytes of the recipe");
      assertRefused(code, () => decodeModel(bytes));
      for (const [, later] of PAIRWISE_FAULTS.slice(index + 1)) {
        const both = writePairwiseFaults(later, fault);
        assertRefused(code, () => decodePairwise(both));
        assertEquals(readPairwise(both), code);
      }
    });
  }

  const more: [code: BlobErrorCode, what: string, fault: PairwiseFault][] = [
    ["blob_limit_exceeded", "two classes", (draft) => draft.classCount = 2],
    ["blob_limit_exceeded", "65 classes", (draft) => draft.classCount = 65],
    ["blob_limit_exceeded", "no feature", (draft) => draft.features = 0],
    ["blob_limit_exceeded", "65,537 features", (draft) => draft.features = 65_537],
    ["blob_limit_exceeded", "a scale above 2^20", (draft) => draft.scale = 1_048_577],
    ["blob_limit_exceeded", "text above the limit", (draft) => draft.extraTextLength = 70_665],
    ["blob_section_mismatch", "64 classes", (draft) => draft.classCount = 64],
    ["blob_section_mismatch", "a pair too few", (draft) => void draft.pairs.pop()],
    ["blob_section_mismatch", "a pair too many", (draft) => draft.pairs.push(draft.pairs[0]!)],
    ["blob_section_mismatch", "a text that reaches over the pairs", (draft) => {
      draft.extraTextLength = 70_000;
    }],
    ["blob_section_mismatch", "a pair that says it is longer than what is left", (draft) => {
      draft.pairs[2]!.extraLength = 2 ** 31;
    }],
    ["blob_section_mismatch", "a pair that says it has no byte", (draft) => {
      draft.pairs[2]!.extraLength = -writeDraft(draft.pairs[2]!).length;
    }],
    ["blob_pair_mismatch", "a pair of other features", (draft) => {
      draft.pairs[0]!.features = 7;
    }],
    ["blob_pair_mismatch", "a pair of another class", (draft) => {
      draft.pairs[2]!.classes[1] = "no";
    }],
    ["blob_pair_mismatch", "a pair with metadata", (draft) => {
      draft.pairs[2]!.metadata = [["a", ""]];
    }],
    ["blob_bad_text", "one class name twice", (draft) => draft.classes[2] = "no"],
    ["blob_unknown_head", "a pair of this head", (draft) => draft.pairs[1]!.head = 2],
  ];
  for (const [code, what, fault] of more) {
    it(`refuses ${what} with ${code}`, () => {
      const bytes = writePairwiseFaults(fault);
      assertRefused(code, () => decodePairwise(bytes));
      assertEquals(readPairwise(bytes), code);
    });
  }

  for (const [code, fault] of FAULTS) {
    // What shifts the borders of the blobs is told before they are looked into.
    if (["blob_too_short", "blob_length_mismatch"].includes(code)) continue;
    it(`refuses ${code} in a pair, and names it`, () => {
      const bytes = writePairwiseFaults(({ pairs }) => {
        // Metadata to spoil: that there are any is told last.
        pairs[1]!.metadata = [["seed", "1"], ["width", "5"]];
        fault(pairs[1]!);
      });
      const { message } = assertRefused(code, () => decodePairwise(bytes));
      assert(message.startsWith("Cannot decode blob: in the blob of classes 0 and 2, "), message);
      assertEquals(readPairwise(bytes), code);
    });
  }

  it("tells of the first pair that is wrong", () => {
    const bytes = writePairwiseFaults(({ pairs }) => {
      pairs[1]!.features = 7;
      pairs[2]!.checksumFault = 1;
    });
    assertRefused("blob_pair_mismatch", () => decodePairwise(bytes));
    assertEquals(readPairwise(bytes), "blob_pair_mismatch");
  });
});

describe("decodePairwise() on damaged blobs", () => {
  it("refuses with a code, or returns networks that encode to the same bytes", () => {
    const random = randomStream(34);
    const blobs = [
      writePairwiseFaults(),
      encodePairwise(randomPairs(5, 3, SMALL)),
      encodePairwise(randomPairs(6, 4, ...MIXED)),
    ];
    const seen = new Map<string, number>();
    for (let mutation = 0; mutation < 30_000; mutation++) {
      const bytes = mutateInside(mutate(blobs, random), random.below(3));
      let outcome: PairwiseNetworks | string;
      try {
        outcome = decodePairwise(bytes);
      } catch (error) {
        if (!(error instanceof RoteError)) throw error;
        outcome = error.code;
      }
      const again = readPairwise(bytes);
      const code = typeof outcome === "string" ? outcome : "accepted";
      assertEquals(code, typeof again === "string" ? again : "accepted", `mutation ${mutation}`);
      seen.set(code, (seen.get(code) ?? 0) + 1);
      if (typeof outcome === "string") continue;
      assertSameNumbers(encodePairwise(outcome), bytes, `bytes of mutation ${mutation}`);
      const taken = outcome.pairs.flatMap(({ layers, ...rest }) => [
        "margins" in rest ? rest.margins.byteLength : 0,
        ...layers.map(({ wires, tables }) => wires.byteLength + tables.byteLength),
      ]).reduce((sum, bytes) => sum + bytes, 0);
      assertLessOrEqual(taken, 16 * bytes.length);
    }
    // The test means something only if it gets to every rung, and through.
    const counts = JSON.stringify(Object.fromEntries(seen));
    for (const [code] of PAIRWISE_FAULTS) {
      assertGreater(seen.get(code) ?? 0, 5, `${code} ${counts}`);
    }
    assertGreater(seen.get("accepted") ?? 0, 500, counts);
    assertGreater(seen.get("blob_wire_out_of_range") ?? 0, 5, counts);
  });
});

/** Makes the checksums of all pairs good, and then that of the whole; of none if `turn` is 0. */
function mutateInside(bytes: Uint8Array<ArrayBuffer>, turn: number): Uint8Array<ArrayBuffer> {
  if (turn === 0 || bytes.length < 32) return bytes;
  const view = new DataView(bytes.buffer);
  let at = 28 + view.getUint32(20, true);
  while (at + 28 <= bytes.length - 4) {
    const length = view.getUint32(at + 8, true);
    if (length < 28 || at + length > bytes.length - 4) break;
    bytes.set(seal(bytes.slice(at, at + length)), at);
    at += length;
  }
  return seal(bytes);
}
