/**
 * A blob of head 0 or 1 spelled out: the abuse files and the forged headers are made with it.
 *
 * @module
 */
import {
  bitsOf,
  type Frame,
  number,
  packBits,
  soundFrame,
  type TextDraft,
  textSection,
  writeFrame,
} from "../../../blob/draft.ts";

/** One layer, its wires and the bits of its tables as they are to be written. */
export interface DraftLayer {
  width: number;
  arity: number;
  /** The three bytes behind the arity. */
  reserved: number[];
  wireBits: number;
  /** For each LUT its wires. */
  wires: number[][];
  /** Bits behind the last wire, as a number. */
  wirePadding: number;
  /** For each LUT its truth table in address order, in zeros and ones. */
  tables: string[];
  /** Bits behind the last table, as a number. */
  tablePadding: number;
}

/** All that a blob says. */
export interface Draft extends Frame, TextDraft {
  features: number;
  /** Declared layers less the true ones. */
  extraLayers: number;
  classCount: number;
  /** Declared length of the text section less the true one. */
  extraTextLength: number;
  layers: DraftLayer[];
  /** Declared metadata entries less the true ones. */
  extraEntries: number;
  /** Bytes behind the last metadata entry. */
  textTail: number[];
  margins: number[];
}

/** A sound draft: 6 features and layers of 5, 3 and 1 LUTs. */
export function soundDraft(): Draft {
  return {
    ...soundFrame(0),
    ...{ features: 6, extraLayers: 0, classCount: 2 },
    ...{ extraTextLength: 0, extraEntries: 0, textTail: [] },
    layers: [
      soundLayer(3, [[0, 5], [1, 2], [4, 3], [5, 2], [3, 0]], [
        ...["0110", "0001", "1110", "1011", "1001"],
      ]),
      soundLayer(3, [[0, 1, 2], [0, 1, 3], [2, 3, 4]], ["01101001", "00010111", "11100001"]),
      soundLayer(2, [[2, 0, 1]], ["01110010"]),
    ],
    classes: ["no", "yes"],
    metadata: [["seed", "1"], ["width", "5"]],
    margins: [10_000, 0, 3333, 9876, 256, 1, 255, 5000],
  };
}

function soundLayer(wireBits: number, wires: number[][], tables: string[]): DraftLayer {
  const size = { width: wires.length, arity: wires[0]!.length, reserved: [0, 0, 0] };
  return { ...size, wireBits, wires, wirePadding: 0, tables, tablePadding: 0 };
}

/** Writes a draft as bytes. */
export function writeDraft(draft: Draft): Uint8Array<ArrayBuffer> {
  const text = [...textSection(draft, draft.extraEntries), ...draft.textTail];
  return writeFrame(draft, [
    ...number(draft.features, 4),
    ...[draft.head, draft.layers.length + draft.extraLayers, ...number(draft.classCount, 2)],
    ...number(text.length + draft.extraTextLength, 4),
    ...draft.layers.flatMap((
      { width, arity, reserved },
    ) => [...number(width, 4), arity, ...reserved]),
    ...text,
    ...draft.layers.flatMap(({ wireBits, wires, wirePadding, tables, tablePadding }) => {
      const wireText = wires.flat().map((wire) => bitsOf(wire, wireBits)).join("");
      return [...packPadded(wireText, wirePadding), ...packPadded(tables.join(""), tablePadding)];
    }),
    ...draft.margins.flatMap((margin) => number(margin, 2)),
  ]);
}

/** Packs bits written as text into bytes, and sets the last bits of the last byte to `padding`. */
function packPadded(text: string, padding: number): number[] {
  return packBits(text + bitsOf(padding, (8 - text.length % 8) % 8));
}
