/**
 * Rungs that look at what lies behind the header.
 *
 * @module
 */
import { type Case, refuses } from "./rungs.ts";

refuses(
  "blob_wire_out_of_range",
  [5, 6, 7].map((wire): Case => [
    `wire ${wire} over a layer of width 5`,
    (draft) => draft.layers[1]!.wires[2]![1] = wire,
  ]).concat([6, 7].map((wire): Case => [
    `wire ${wire} over 6 features`,
    (draft) => draft.layers[0]!.wires[4]![1] = wire,
  ])),
);

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
  ["no class names", (draft) => [draft.classes, draft.metadata] = [[], []]],
]);
