/**
 * A blob of head 4 spelled out.
 *
 * @module
 */
import { type Frame, number, soundFrame, string, writeFrame } from "../blob/draft.ts";
import { soundBoostedDraft, writeBoostedDraft } from "../kinds/boosted/blob_draft.ts";

/** A column as the blob says it. */
export interface ColumnDraft {
  kind: number;
  missing: number;
  /** Declared number of entries less the true one. */
  extraEntries: number;
  name: Uint8Array;
  thresholds: number[];
  categories: Uint8Array[];
}

/** All that a blob of an encoded model says. */
export interface EncodedDraft extends Frame {
  /** Declared number of columns less the true one. */
  extraColumns: number;
  reserved: number[];
  /** Declared length of the encoder section less the true one. */
  extraSectionLength: number;
  columns: ColumnDraft[];
  inner: Uint8Array;
}

/** The bytes of a text. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A sound draft: two thresholds; two categories and a bit for missing ones; five bits. */
export function soundEncodedDraft(): EncodedDraft {
  const column = { extraEntries: 0, thresholds: [], categories: [] };
  return {
    ...soundFrame(4),
    ...{ extraColumns: 0, reserved: [0, 0, 0], extraSectionLength: 0 },
    columns: [
      { ...column, kind: 0, missing: 0, name: utf8("size"), thresholds: [-1.5, 2] },
      { ...column, kind: 1, missing: 1, name: utf8("ö"), categories: ["", "red"].map(utf8) },
    ],
    inner: writeBoostedDraft(soundBoostedDraft()),
  };
}

/** Writes a draft as bytes. */
export function writeEncodedDraft(draft: EncodedDraft): Uint8Array<ArrayBuffer> {
  const double = (value: number) => [...new Uint8Array(Float64Array.of(value).buffer)];
  const section = draft.columns.flatMap((column) => [
    ...[column.kind, column.missing],
    ...number(column.thresholds.length + column.categories.length + column.extraEntries, 2),
    ...string([...column.name]),
    ...column.thresholds.flatMap(double),
    ...column.categories.flatMap((category) => string([...category])),
  ]);
  return writeFrame(draft, [
    ...number(draft.columns.length + draft.extraColumns, 4),
    ...[draft.head, ...draft.reserved],
    ...number(section.length + draft.extraSectionLength, 4),
    ...[...section, ...draft.inner],
  ]);
}
