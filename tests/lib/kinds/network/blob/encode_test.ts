import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { crc32c } from "../../../../../lib/blob/crc32c.ts";
import { decodeNetwork } from "../../../../../lib/kinds/network/decode.ts";
import { encodeNetwork } from "../../../../../lib/kinds/network/encode.ts";
import { pruneNetwork } from "../../../../../lib/kinds/network/live.ts";
import { type Layer, lutCount, type Network } from "../../../../../lib/kinds/network/model.ts";
import { assertRefused, assertSameNetwork, assertSameNumbers } from "../../../assertions.ts";
import { networkPlans, randomNetwork } from "../../../random_data.ts";
import { soundDraft, writeDraft } from "./draft.ts";

/** The smallest network there is. */
const SMALLEST: Network = {
  kind: "network",
  features: 1,
  layers: [{ arity: 1, width: 1, wires: Uint16Array.of(0), tables: Uint8Array.of(0b10) }],
  classes: ["a", "b"],
  margins: Uint16Array.of(0x0102, 10_000),
  metadata: {},
};

describe("encodeNetwork()", () => {
  it("writes the smallest network byte for byte as the document says", () => {
    const header = [
      ...[0x52, 0x4f, 0x54, 0x45, 1, 0, 0, 0, 49, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 0, 8, 0, 0, 0],
      ...[1, 0, 0, 0, 1, 0, 0, 0],
    ];
    const text = [1, 0, 0x61, 1, 0, 0x62, 0, 0];
    // No wire bits; then the two bits of the table, and two margins.
    const body = [...header, ...text, 0b10, 0x02, 0x01, 0x10, 0x27];
    const checksum = crc32c(Uint8Array.from(body));
    const expected = [...body, ...[0, 8, 16, 24].map((shift) => (checksum >>> shift) & 255)];
    assertEquals([...encodeNetwork(SMALLEST)], expected);
  });

  it("writes what a draft of the same network spells out", () => {
    const bytes = writeDraft(soundDraft());
    assertSameNumbers(encodeNetwork(decodeNetwork(bytes)), bytes);
  });

  it("drops dead LUTs", () => {
    const layers = [{ width: 40, arity: 3 }, { width: 30, arity: 4 }, { width: 1, arity: 5 }];
    const network = randomNetwork(1, { features: 20, layers });
    assertSameNumbers(encodeNetwork(network), encodeNetwork(pruneNetwork(network)));
    assertEquals(lutCount(decodeNetwork(encodeNetwork(network))), lutCount(pruneNetwork(network)));
  });

  it("refuses text that the format does not hold", () => {
    const metadata = { a: "x".repeat(1025) };
    assertRefused("metadata_not_legal", () => encodeNetwork({ ...SMALLEST, metadata }));
    assertRefused(
      "class_name_not_legal",
      () => encodeNetwork({ ...SMALLEST, classes: ["a", "a"] }),
    );
  });

  it("refuses a network whose blob would have more than 256 MiB", () => {
    // 32,769 live LUTs of 8 KiB. Their tables are left out here: only their size is looked at.
    const widths = [65_536, 32_769, 2049, 129, 9, 1];
    const layers = widths.slice(1).map((width, index): Layer => {
      const wires = Uint16Array.from({ length: width * 16 }, (_, wire) => wire % widths[index]!);
      return { arity: 16, width, wires, tables: new Uint8Array() };
    });
    const network = { ...SMALLEST, features: 65_536, layers, margins: new Uint16Array(65_536) };
    assertRefused("network_too_large", () => encodeNetwork(network));
  });
});

describe("decodeNetwork(encodeNetwork())", () => {
  const text = fc.record({
    classes: fc.uniqueArray(fc.string({ unit: "binary", minLength: 1, maxLength: 9 }), {
      minLength: 2,
      maxLength: 2,
    }),
    metadata: fc.dictionary(
      fc.string({ unit: "binary", minLength: 1, maxLength: 9 }).filter((key) =>
        key !== "__proto__"
      ),
      fc.string({ unit: "binary" }),
      { noNullPrototype: true },
    ),
  });

  for (
    const [what, most, runs] of [
      ["small", { features: 20, hiddenLayers: 5, width: 20, arity: 5 }, 400],
      ["wide", { features: 3000, hiddenLayers: 2, width: 700, arity: 16 }, 60],
      ["single", { features: 65_536, hiddenLayers: 0, width: 1, arity: 16 }, 60],
      ["deep", { features: 5, hiddenLayers: 63, width: 6, arity: 4 }, 60],
    ] as const
  ) {
    it(`gives the live part of any ${what} network, and encoding that the same bytes`, () => {
      fc.assert(
        fc.property(networkPlans(most), text, fc.nat(), (plan, text, seed) => {
          const network = randomNetwork(seed, plan, text);
          const bytes = encodeNetwork(network);
          const decoded = decodeNetwork(bytes);
          assertSameNetwork(decoded, pruneNetwork(network));
          assertSameNumbers(encodeNetwork(decoded), bytes);
        }),
        { seed: 16, numRuns: runs },
      );
    });
  }

  for (let arity = 1; arity <= 16; arity++) {
    it(`keeps every wire and table of ${arity} wires over layers of any width`, () => {
      for (const below of [arity, arity + 1, 17, 255, 256, 257, 65_535, 65_536]) {
        if (below < arity) continue;
        const layers = [{ width: arity, arity }, { width: 1, arity }];
        const network = randomNetwork(below, { features: below, layers });
        assertSameNetwork(decodeNetwork(encodeNetwork(network)), pruneNetwork(network));
      }
    });
  }
});
