/**
 * Rungs that look at the header.
 *
 * @module
 */
import { writeFaults } from "../../../blob/abuse.ts";
import { soundDraft, writeDraft } from "./draft.ts";
import { type Case, refuses } from "./rungs.ts";

refuses(
  "blob_too_short",
  [0, 1, 4, 24, 27].map((keep): Case => [
    `${keep} bytes`,
    (draft) => draft.keep = keep,
  ]),
);

refuses(
  "blob_unsupported_version",
  [0, 2, 256, 65_535].map((version): Case => [
    `version ${version}`,
    (draft) => draft.version = version,
  ]),
);

refuses(
  "blob_unknown_flags",
  Array.from({ length: 16 }, (_, bit): Case => [
    `flag ${bit}`,
    (draft) => draft.flags = 2 ** bit,
  ]),
);

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
  ...[-3, 62, 252].map((
    extra,
  ): Case => [`${3 + extra} layers`, (draft) => draft.extraLayers = extra]),
  ...[0, 1, 3, 65_535].map((
    count,
  ): Case => [`${count} classes`, (draft) => draft.classCount = count]),
  ["a text section of 70,407 bytes", (draft) => draft.extraTextLength = 70_407 - textLength()],
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

refuses(
  "blob_reserved_not_zero",
  [0, 1, 2].flatMap((layer) =>
    [0, 1, 2].map((at): Case => [
      `reserved byte ${at} of layer ${layer + 1}`,
      (draft) => draft.layers[layer]!.reserved[at] = 128,
    ])
  ),
);

refuses("blob_section_mismatch", [
  ["a layer table longer than the blob", (draft) => draft.extraLayers = 50],
  ["one layer more than there is", (draft) => {
    draft.extraLayers = 1;
    draft.classes = [[0, 0, 1, 0, 0, 0, 1, 1], "x"];
  }],
  ["a shorter text section", (draft) => draft.extraTextLength = -1],
  ["a million LUTs of 16 wires", (draft) => {
    const wide = { ...draft.layers[0]!, width: 65_535, arity: 16 };
    draft.layers = [...Array.from({ length: 16 }, () => wide), draft.layers[2]!];
  }],
  ["a table too many", (draft) => draft.layers[1]!.tables.push("00000000")],
  ["a margin too many", (draft) => draft.margins.push(0)],
]);

/** Bytes of the sound draft's text section. */
function textLength(): number {
  return writeDraft({ ...soundDraft(), layers: [], margins: [] }).length - 28;
}
