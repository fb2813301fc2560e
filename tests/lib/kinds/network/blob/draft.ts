/**
 * A blob spelled out, right or wrong: every number of the format can be set by itself, and
 * `writeDraft` writes what it is told. The abuse files and the forged headers are made with it. It
 * follows `docs/blob-format.md` and shares nothing with the encoder but the checksum.
 *
 * @module
 */
import { crc32c } from "../../../../../lib/blob/crc32c.ts";

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
export interface Draft {
  magic: string;
  version: number;
  flags: number;
  /** Declared length less the true one. */
  extraLength: number;
  features: number;
  head: number;
  /** Declared layers less the true ones. */
  extraLayers: number;
  classCount: number;
  /** Declared length of the text section less the true one. */
  extraTextLength: number;
  layers: DraftLayer[];
  classes: (string | number[])[];
  metadata: [key: string | number[], value: string | number[]][];
  /** Declared metadata entries less the true ones. */
  extraEntries: number;
  /** Bytes behind the last metadata entry. */
  textTail: number[];
  margins: number[];
  /** Combined with the true checksum by exclusive or. */
  checksumFault: number;
  /** Bytes to keep of the blob. */
  keep: number;
}

/** A sound draft: 6 features and layers of 5, 3 and 1 LUTs. */
export function soundDraft(): Draft {
  return {
    ...{ magic: "ROTE", version: 1, flags: 0, extraLength: 0, features: 6, head: 0 },
    ...{ extraLayers: 0, classCount: 2, extraTextLength: 0, extraEntries: 0, textTail: [] },
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
    checksumFault: 0,
    keep: Infinity,
  };
}

function soundLayer(wireBits: number, wires: number[][], tables: string[]): DraftLayer {
  const size = { width: wires.length, arity: wires[0]!.length, reserved: [0, 0, 0] };
  return { ...size, wireBits, wires, wirePadding: 0, tables, tablePadding: 0 };
}

/** Writes a draft as bytes. */
export function writeDraft(draft: Draft): Uint8Array<ArrayBuffer> {
  const number = (value: number, bytes: number) =>
    Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256);
  const string = (text: string | number[]) => {
    const bytes = typeof text === "string" ? [...new TextEncoder().encode(text)] : text;
    return [...number(bytes.length, 2), ...bytes];
  };
  const text = [
    ...draft.classes.flatMap(string),
    ...number(draft.metadata.length + draft.extraEntries, 2),
    ...draft.metadata.flat().flatMap(string),
    ...draft.textTail,
  ];
  const body = [
    ...draft.layers.flatMap((
      { width, arity, reserved },
    ) => [...number(width, 4), arity, ...reserved]),
    ...text,
    ...draft.layers.flatMap(({ wireBits, wires, wirePadding, tables, tablePadding }) => {
      const wireText = wires.flat().map((wire) => bitsOf(wire, wireBits)).join("");
      return [...packText(wireText, wirePadding), ...packText(tables.join(""), tablePadding)];
    }),
    ...draft.margins.flatMap((margin) => number(margin, 2)),
  ];
  const length = 24 + body.length + 4;
  const bytes = [
    ...[...draft.magic].map((letter) => letter.charCodeAt(0)),
    ...[...number(draft.version, 2), ...number(draft.flags, 2)],
    ...[...number(length + draft.extraLength, 4), ...number(draft.features, 4)],
    ...[draft.head, draft.layers.length + draft.extraLayers, ...number(draft.classCount, 2)],
    ...number(text.length + draft.extraTextLength, 4),
    ...body,
  ];
  const checksum = (crc32c(Uint8Array.from(bytes)) ^ draft.checksumFault) >>> 0;
  return Uint8Array.from([...bytes, ...number(checksum, 4)].slice(0, draft.keep));
}

/** The bits of a number as text, least significant first. */
function bitsOf(value: number, bits: number): string {
  return Array.from({ length: bits }, (_, at) => (value >> at) & 1).join("");
}

/** Packs bits written as text into bytes, and sets the last bits of the last byte to `padding`. */
function packText(text: string, padding: number): number[] {
  const unused = (8 - text.length % 8) % 8;
  const full = text + bitsOf(padding, unused);
  return Array.from({ length: full.length / 8 }, (_, at) => {
    return parseInt([...full.slice(8 * at, 8 * at + 8)].reverse().join(""), 2);
  });
}
