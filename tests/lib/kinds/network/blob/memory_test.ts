/**
 * Small files that claim to be huge: they are refused before memory is taken for what they claim.
 *
 * @module
 */
import { assertGreater, assertLess } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeNetwork } from "../../../../../lib/kinds/network/decode.ts";
import type { BlobErrorCode } from "../../../../../lib/errors.ts";
import { assertRefused } from "../../../assertions.ts";
import { type Draft, soundDraft, writeDraft } from "./draft.ts";

const TRIES = 1000;

/** Bytes in typed arrays by which the process grows while `run` runs; garbage counts too. */
function growthDuring(run: () => void): number {
  const before = Deno.memoryUsage().external;
  run();
  return Deno.memoryUsage().external - before;
}

describe("decodeNetwork() on bytes that claim more than they hold", () => {
  const layer = { ...soundDraft().layers[0]!, wires: [], tables: [], arity: 16 };
  const claims: [string, BlobErrorCode, (draft: Draft) => void][] = [
    ["a million LUTs of 16 wires", "blob_section_mismatch", (draft) => {
      draft.layers = Array.from({ length: 16 }, () => ({ ...layer, width: 65_535 }));
      draft.layers.push({ ...layer, width: 1 });
    }],
    ["a layer of 65,536 LUTs of 16 wires", "blob_section_mismatch", (draft) => {
      draft.layers = [{ ...layer, width: 65_536 }];
    }],
    ["65,536 LUTs without wire bits", "blob_section_mismatch", (draft) => {
      draft.features = 1;
      draft.layers = [{ ...layer, width: 65_536, arity: 1 }];
    }],
    ["65,536 margins", "blob_section_mismatch", (draft) => {
      draft.layers = [{ ...layer, width: 1 }];
    }],
    ["70,406 bytes of text", "blob_section_mismatch", (draft) => draft.extraTextLength = 70_000],
    ["64 layers", "blob_section_mismatch", (draft) => draft.extraLayers = 61],
    ["4 GiB of text", "blob_limit_exceeded", (draft) => draft.extraTextLength = 2 ** 32 - 100],
    ["a length of 4 GiB", "blob_length_mismatch", (draft) => draft.extraLength = 2 ** 32 - 1000],
    ["a class name of 65,535 bytes", "blob_bad_text", (draft) => {
      // Where the first class name should be, there is only the number of entries.
      [draft.classes, draft.metadata, draft.extraEntries] = [[], [], 65_535];
    }],
    ["65,535 metadata entries", "blob_bad_text", (draft) => draft.extraEntries = 65_533],
  ];
  for (const [what, code, claim] of claims) {
    it(`takes no memory for ${what}`, () => {
      const draft = soundDraft();
      claim(draft);
      const bytes = writeDraft(draft);
      assertLess(bytes.length, 300);
      const grown = growthDuring(() => {
        for (let attempt = 0; attempt < TRIES; attempt++) {
          assertRefused(code, () => decodeNetwork(bytes));
        }
      });
      assertLess(grown, 1_000_000);
    });
  }

  it("takes at most 16 times the bytes of the worst blob: LUTs of two bits", () => {
    const draft = soundDraft();
    const width = 65_536;
    const wide = { ...layer, width, arity: 1, wireBits: 0 };
    const wires = Array.from({ length: width }, () => [0]);
    const last = { ...layer, width: 1, arity: 1, wireBits: 16, wires: [[0]], tables: ["01"] };
    draft.features = 1;
    draft.layers = [{ ...wide, wires, tables: new Array<string>(width).fill("01") }, last];
    draft.margins = [0, 0];
    const bytes = writeDraft(draft);
    const grown = growthDuring(() => assertRefused("blob_dead_lut", () => decodeNetwork(bytes)));
    assertLess(grown, 16 * bytes.length);
  });

  it("is measured by something that grows when memory is taken", () => {
    const kept: Uint8Array[] = [];
    assertGreater(growthDuring(() => kept.push(new Uint8Array(2_000_000))), 1_000_000);
  });
});
