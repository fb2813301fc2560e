/**
 * The many ways into one rung, beyond the abuse files.
 *
 * @module
 */
import { assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeBlob } from "../../../lib/blob/decode.ts";
import type { BlobErrorCode } from "../../../lib/errors.ts";
import { assertRefused, assertSameNetwork } from "../assertions.ts";
import { writeFaults } from "./abuse.ts";
import { type Draft, soundDraft, writeDraft } from "./draft.ts";
import { refusalOf } from "./second_ladder.ts";

type Case = [what: string, fault: (draft: Draft) => void];

function refuses(code: BlobErrorCode, cases: Case[]): void {
  describe(`${code} refuses`, () => {
    for (const [what, fault] of cases) {
      it(what, () => {
        const bytes = writeFaults(fault);
        assertRefused(code, () => decodeBlob(bytes));
        assertEquals(refusalOf(bytes), code);
      });
    }
  });
}

refuses("blob_too_short", [0, 1, 4, 24, 27].map((keep): Case => [
  `${keep} bytes`,
  (draft) => draft.keep = keep,
]));

refuses("blob_unsupported_version", [0, 2, 256, 65_535].map((version): Case => [
  `version ${version}`,
  (draft) => draft.version = version,
]));

refuses("blob_unknown_flags", Array.from({ length: 16 }, (_, bit): Case => [
  `flag ${bit}`,
  (draft) => draft.flags = 2 ** bit,
]));

refuses("blob_length_mismatch", [
  ["a blob that is cut short by a byte", (draft) => draft.extraLength = 1],
  ["a blob with a byte at the end", (draft) => draft.extraLength = -1],
  ["a declared length of 0", (draft) => draft.extraLength = -writeFaults().length],
  ["a declared length of 4 GiB", (draft) => draft.extraLength = 2 ** 32 - 1 - writeFaults().length],
]);

refuses("blob_limit_exceeded", [
  ...[0, 65_537, 2 ** 32 - 1].map((features): Case => [
    `${features} features`,
    (draft) => draft.features = features,
  ]),
  ...[-3, 62, 252].map((extra): Case => [`${3 + extra} layers`, (draft) => draft.extraLayers = extra]),
  ...[0, 1, 3, 65_535].map((count): Case => [`${count} classes`, (draft) => draft.classCount = count]),
  ["a text section of 70,407 bytes", (draft) => {
    draft.extraTextLength = 70_407 - (writeFaults().length - writeFaults((d) => cutText(d)).length);
  }],
  ...[0, 65_537, 2 ** 32 - 1].map((width): Case => [
    `a layer of ${width} LUTs`,
    (draft) => draft.layers[0]!.width = width,
  ]),
  ...[0, 17, 255].map((arity): Case => [
    `an arity of ${arity}`,
    (draft) => draft.layers[1]!.arity = arity,
  ]),
  ["1,048,577 LUTs", (draft) => {
    const wide = { ...draft.layers[0]!, width: 65_536 };
    draft.layers = [...Array.from({ length: 16 }, () => wide), draft.layers[2]!];
  }],
]);

refuses("blob_reserved_not_zero", [0, 1, 2].flatMap((layer) =>
  [0, 1, 2].map((at): Case => [
    `reserved byte ${at} of layer ${layer + 1}`,
    (draft) => draft.layers[layer]!.reserved[at] = 128,
  ])
));

refuses("blob_section_mismatch", [
  ["a layer table longer than the blob", (draft) => draft.extraLayers = 50],
  ["one layer more than there is", (draft) => {
    draft.extraLayers = 1;
    draft.classes = [[1, 0, 0, 0, 1, 0, 0, 0], "x"];
  }],
  ["a shorter text section", (draft) => draft.extraTextLength = -1],
  ["1,048,576 LUTs of 16 wires", (draft) => {
    const wide = { ...draft.layers[0]!, width: 65_535, arity: 16 };
    draft.layers = [...Array.from({ length: 16 }, () => wide), draft.layers[2]!];
  }],
  ["a table too many", (draft) => draft.layers[1]!.tables.push("00000000")],
  ["a margin too many", (draft) => draft.margins.push(0)],
]);

refuses("blob_wire_out_of_range", [5, 6, 7].map((wire): Case => [
  `wire ${wire} over a layer of width 5`,
  (draft) => draft.layers[1]!.wires[2]![1] = wire,
]).concat([6, 7].map((wire): Case => [
  `wire ${wire} over 6 features`,
  (draft) => draft.layers[0]!.wires[4]![1] = wire,
])));

refuses("blob_duplicate_wire", [
  ["the first and the last wire", (draft) => draft.layers[1]!.wires[1]![2] = 0],
  ["both wires of a LUT over the features", (draft) => draft.layers[0]!.wires[4]![1] = 3],
]);

refuses("blob_dead_lut", [
  ["the first LUT of a layer", (draft) => {
    draft.layers[1]!.wires[0]![0] = 3;
    draft.layers[1]!.wires[1]![0] = 4;
  }],
]);

refuses("blob_padding_not_zero", [
  ...[0, 1].map((bit): Case => [
    `bit ${bit} behind the wires of layer 1`,
    (draft) => draft.layers[0]!.wirePadding = 1 << bit,
  ]),
  ...[0, 3].map((bit): Case => [
    `bit ${bit} behind the tables of layer 1`,
    (draft) => draft.layers[0]!.tablePadding = 1 << bit,
  ]),
  ["the last bit behind the wires of the output layer", (draft) => {
    draft.layers[2]!.wirePadding = 2;
  }],
]);

refuses("blob_margin_out_of_range", [
  ["the first margin", (draft) => draft.margins[0] = 10_001],
  ["the last margin", (draft) => draft.margins[7] = 65_535],
]);

refuses("blob_bad_text", [
  ["an empty class name", (draft) => draft.classes[0] = ""],
  ["a class name of 257 bytes", (draft) => draft.classes[1] = "a".repeat(257)],
  ["one class name twice", (draft) => draft.classes[1] = "no"],
  ["half a surrogate pair", (draft) => draft.classes[1] = [0xed, 0xa0, 0x80]],
  ["an overlong zero", (draft) => draft.classes[1] = [0xc0, 0x80]],
  ["a cut code point", (draft) => draft.metadata[0]![1] = [0xe2, 0x82]],
  ["a code point above U+10FFFF", (draft) => draft.metadata[0]![0] = [0xf4, 0x90, 0x80, 0x80]],
  ["an empty key", (draft) => draft.metadata[0]![0] = ""],
  ["a key of 65 bytes", (draft) => draft.metadata[0]![0] = "k".repeat(65)],
  ["a value of 1,025 bytes", (draft) => draft.metadata[0]![1] = "v".repeat(1025)],
  ["one key twice", (draft) => draft.metadata[1]![0] = "seed"],
  ["a key behind a longer one that starts with it", (draft) => {
    draft.metadata[0]![0] = "widths";
  }],
  ["65 entries", (draft) => {
    draft.metadata = Array.from({ length: 65 }, (_, key) => [String(key + 100), ""]);
  }],
  ["one entry more than there is", (draft) => draft.extraEntries = 1],
  ["one entry less than there are", (draft) => draft.extraEntries = -1],
  ["bytes behind the last entry", (draft) => draft.textTail = [0]],
  ["no text at all", cutText],
]);

describe("decodeBlob()", () => {
  it("reads every number of the sound blob", () => {
    const draft = soundDraft();
    const network = decodeBlob(writeDraft(draft));
    assertEquals(network.features, 6);
    for (const [index, layer] of network.layers.entries()) {
      const { width, arity, wires, tables } = draft.layers[index]!;
      assertEquals([layer.width, layer.arity], [width, arity]);
      assertEquals([...layer.wires], wires.flat());
      const bits = [...layer.tables].map((byte) => byte.toString(2).padStart(2 ** arity, "0"));
      assertEquals(bits.map((text) => [...text].reverse().join("")), tables);
    }
    assertEquals([...network.margins], draft.margins);
    assertEquals(network.metadata, { seed: "1", width: "5" });
  });

  it("reads a view into a larger buffer, and keeps nothing of it", () => {
    const sound = writeDraft(soundDraft());
    const larger = new Uint8Array(sound.length + 20).fill(0xff);
    larger.set(sound, 7);
    const network = decodeBlob(larger.subarray(7, 7 + sound.length));
    assertSameNetwork(network, decodeBlob(sound));
    larger.fill(0xaa);
    assertSameNetwork(network, decodeBlob(sound));
    assertNotEquals(network.margins.buffer, larger.buffer);
  });

  it("takes a margin of 10,000, the longest text and 64 layers", () => {
    const chain = { width: 1, arity: 1, reserved: [0, 0, 0], wires: [[0]], tables: ["10"] };
    const padding = { wirePadding: 0, tablePadding: 0 };
    const keys = Array.from({ length: 64 }, (_, at) => String(at).padStart(64, "k"));
    const network = decodeBlob(writeFaults((draft) => {
      draft.features = 1;
      draft.layers = Array.from({ length: 64 }, () => ({ ...chain, ...padding, wireBits: 0 }));
      draft.margins = [10_000, 10_000];
      draft.classes = ["a".repeat(256), "b".repeat(256)];
      draft.metadata = keys.map((key) => [key, "v".repeat(1024)]);
    }));
    assertEquals([network.layers.length, Object.keys(network.metadata).length], [64, 64]);
    assertEquals([...network.margins], [10_000, 10_000]);
  });
});

/** A text section of no bytes. */
function cutText(draft: Draft): void {
  const whole = { ...soundDraft(), layers: [], margins: [] };
  const textBytes = writeDraft(whole).length - 28;
  draft.extraTextLength = -textBytes;
}
