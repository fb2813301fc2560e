/**
 * Head 1 of `docs/blob-format.md`: encoding, decoding, the ladder and its abuse files, and a hundred
 * thousand damaged blobs.
 *
 * @module
 */
import { assert, assertEquals, assertGreater, assertLessOrEqual } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeNetwork } from "../../../../lib/kinds/network/decode.ts";
import { decodeVoting } from "../../../../lib/kinds/voting/decode.ts";
import { encodeVoting } from "../../../../lib/kinds/voting/encode.ts";
import { decodeModel, encodeModel } from "../../../../lib/any_blob.ts";
import { RoteError } from "../../../../lib/errors.ts";
import { pruneNetwork } from "../../../../lib/kinds/network/live.ts";
import { isKind } from "../../../../lib/kinds/mod.ts";
import { predictVoting } from "../../../../lib/kinds/voting/predict_batch.ts";
import type { VotingNetwork } from "../../../../lib/kinds/voting/model.ts";
import { assertRefused, assertSameLayers, assertSameNumbers } from "../../assertions.ts";
import { randomMatrix, randomStream } from "../../random_data.ts";
import { randomVoters } from "./random_voters.ts";
import { writeFaults } from "../../blob/abuse.ts";
import type { Draft } from "../network/blob/draft.ts";
import { mutate } from "../../blob/mutations.ts";
import { refusalOf } from "../network/blob/second_ladder.ts";
import {
  setScale,
  soundVotingDraft,
  VOTING_FAULTS,
  votingAbuseFile,
  writeVotingFaults,
} from "./blob_abuse.ts";

const MODELS = [
  randomVoters(1, 11, [{ width: 8, arity: 3 }, { width: 5, arity: 4 }]),
  randomVoters(2, 1, [{ width: 1, arity: 1 }]),
  randomVoters(3, 9, [{ width: 3, arity: 9 }]),
  randomVoters(4, 5, [{ width: 4, arity: 2 }, { width: 2, arity: 2 }, { width: 7, arity: 1 }]),
];

describe("encodeVoting() and decodeVoting()", () => {
  it("give back the live LUTs of a network, and the same answers", () => {
    for (const model of MODELS) {
      const blob = encodeVoting(model);
      const decoded = decodeModel(blob);
      assert(isKind(decoded, "voting"));
      assertSameLayers(decoded, pruneNetwork(model));
      assertSameNumbers(encodeModel(decoded), blob);
      const rows = randomMatrix(1, 50, model.features);
      assertEquals(predictVoting(decoded, rows), predictVoting(model, rows));
    }
  });

  it("refuse text that the format does not hold", () => {
    const encode = (more: Partial<VotingNetwork>) => () => encodeVoting({ ...MODELS[0]!, ...more });
    assertRefused("class_name_not_legal", encode({ classes: ["same", "same"] }));
    assertRefused("metadata_not_legal", encode({ metadata: { "": "x" } }));
    assertRefused("labels_too_many_classes", encode({ classes: ["a", "b", "c"] }));
  });

  it("refuse the head of others", () => {
    assertRefused("blob_unknown_head", () => decodeVoting(writeFaults()));
    assertRefused("blob_unknown_head", () => decodeNetwork(writeVotingFaults()));
  });
});

describe("the ladder of head 1", () => {
  it("lets the sound blob pass that the abuse files are made of", () => {
    const { layers, scale } = decodeVoting(writeVotingFaults());
    assertEquals([...layers.map(({ width }) => width), scale], [5, 3, 2, 206]);
  });

  it("is the one in the document where it differs from that of head 0", () => {
    const document = new URL("../../../../docs/blob-format.md", import.meta.url);
    const [section] = Deno.readTextFileSync(document).split("## Head 1")[1]!.split("## Head 2");
    const rungs = Array.from(section!.matchAll(/^\| `(blob_\w+)` /gm), ([, code]) => code!);
    assertEquals(rungs, ["blob_unknown_head", "blob_head_mismatch", "blob_limit_exceeded"]);
    assertEquals(VOTING_FAULTS.at(-1)![1], "blob_limit_exceeded");
  });

  for (const [index, [name, code, fault]] of VOTING_FAULTS.entries()) {
    it(`refuses voting_${name}.rote with ${code}, before later faults`, () => {
      const bytes = Deno.readFileSync(votingAbuseFile(name));
      assertSameNumbers(writeVotingFaults(fault), bytes, "bytes of the recipe");
      // A head that nobody knows is refused by whoever reads it.
      assertRefused(code, () => decodeModel(bytes));
      for (const [, , later] of VOTING_FAULTS.slice(index + 1)) {
        const both = writeVotingFaults(later, fault);
        assertRefused(code, () => decodeVoting(both));
        assertEquals(refusalOf(both, 1), code);
      }
    });
  }

  const more: [code: RoteError["code"], what: string, fault: (draft: Draft) => void][] = [
    ["blob_limit_exceeded", "a scale above its limit", (draft) => setScale(draft, 1_048_577)],
    ["blob_limit_exceeded", "three classes", (draft) => draft.classCount = 3],
    ["blob_section_mismatch", "a scale of two bytes", (draft) => draft.margins.pop()],
    ["blob_section_mismatch", "margins", (draft) => draft.margins.push(0)],
    ["blob_dead_lut", "a LUT that no voter reads", (draft) => {
      draft.layers[2]!.arity = 1;
      draft.layers[2]!.wires = [[0], [1]];
      draft.layers[2]!.tables = ["01", "10"];
    }],
  ];
  for (const [code, what, fault] of more) {
    it(`refuses ${what}`, () => {
      const bytes = writeVotingFaults(fault);
      assertRefused(code, () => decodeVoting(bytes));
      assertEquals(refusalOf(bytes, 1), code);
    });
  }

  it("takes scales up to the limits", () => {
    for (const scale of [1, 1_048_576]) {
      assertEquals(decodeVoting(writeVotingFaults((draft) => setScale(draft, scale))).scale, scale);
    }
    assertEquals(soundVotingDraft().head, 1);
  });
});

describe("decodeVoting() on damaged blobs", () => {
  it("refuses a hundred thousand with the document's code, or takes them whole", () => {
    const random = randomStream(30);
    const blobs = [writeVotingFaults(), writeVotingFaults(), ...MODELS.map(encodeVoting)];
    const seen = new Map<string, number>();
    for (let mutation = 0; mutation < 100_000; mutation++) {
      const bytes = mutate(blobs, random);
      let outcome: VotingNetwork | string;
      try {
        outcome = decodeVoting(bytes);
      } catch (error) {
        if (!(error instanceof RoteError)) throw error;
        outcome = error.code;
      }
      const code = typeof outcome === "string" ? outcome : undefined;
      assertEquals(code, refusalOf(bytes, 1), `mutation ${mutation}`);
      seen.set(code ?? "accepted", (seen.get(code ?? "accepted") ?? 0) + 1);
      if (typeof outcome === "string") continue;
      assertSameNumbers(encodeVoting(outcome), bytes, `bytes of mutation ${mutation}`);
      const sizes = outcome.layers.map(({ wires, tables }) => wires.byteLength + tables.byteLength);
      assertLessOrEqual(sizes.reduce((sum, size) => sum + size), 16 * bytes.length);
    }
    // The test means something only if it gets to every rung but that of 65,536 LUTs, and through.
    const counts = JSON.stringify(Object.fromEntries(seen));
    for (const [, code] of VOTING_FAULTS) {
      if (code === "blob_head_mismatch") continue;
      assertGreater(seen.get(code) ?? 0, 10, `${code} in ${counts}`);
    }
    assertGreater(seen.get("accepted") ?? 0, 5000, counts);
  });
});
