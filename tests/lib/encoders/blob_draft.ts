/**
 * A blob of head 4 spelled out, right or wrong: every number of the format can be set by itself. It
 * follows `docs/blob-format.md` and shares nothing with the encoder but the checksum.
 *
 * @module
 */
import { crc32c } from "../../../lib/blob/crc32c.ts";
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
export interface EncodedDraft {
  magic: string;
  version: number;
  flags: number;
  /** Declared length less the true one. */
  extraLength: number;
  /** Declared number of columns less the true one. */
  extraColumns: number;
  head: number;
  reserved: number[];
  /** Declared length of the encoder section less the true one. */
  extraSectionLength: number;
  columns: ColumnDraft[];
  inner: Uint8Array;
  /** Combined with the true checksum by exclusive or. */
  checksumFault: number;
  /** Bytes to keep of the blob. */
  keep: number;
}

/** The bytes of a text. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A sound draft: two thresholds; two categories and a bit for missing ones; five bits. */
export function soundEncodedDraft(): EncodedDraft {
  const column = { extraEntries: 0, thresholds: [], categories: [] };
  return {
    ...{ magic: "ROTE", version: 1, flags: 0, extraLength: 0, extraColumns: 0, head: 4 },
    ...{ reserved: [0, 0, 0], extraSectionLength: 0 },
    columns: [
      { ...column, kind: 0, missing: 0, name: utf8("size"), thresholds: [-1.5, 2] },
      { ...column, kind: 1, missing: 1, name: utf8("ö"), categories: ["", "red"].map(utf8) },
    ],
    ...{ inner: writeBoostedDraft(soundBoostedDraft()), checksumFault: 0, keep: Infinity },
  };
}

/** Writes a draft as bytes. */
export function writeEncodedDraft(draft: EncodedDraft): Uint8Array<ArrayBuffer> {
  const number = (value: number, bytes: number) =>
    Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256);
  const text = (bytes: Uint8Array) => [...number(bytes.length, 2), ...bytes];
  const double = (value: number) => [...new Uint8Array(Float64Array.of(value).buffer)];
  const section = draft.columns.flatMap((column) => [
    ...[column.kind, column.missing],
    ...number(column.thresholds.length + column.categories.length + column.extraEntries, 2),
    ...text(column.name),
    ...column.thresholds.flatMap(double),
    ...column.categories.flatMap(text),
  ]);
  const length = 24 + section.length + draft.inner.length + 4;
  const bytes = [
    ...[...draft.magic].map((letter) => letter.charCodeAt(0)),
    ...[...number(draft.version, 2), ...number(draft.flags, 2)],
    ...number(length + draft.extraLength, 4),
    ...number(draft.columns.length + draft.extraColumns, 4),
    ...[draft.head, ...draft.reserved],
    ...number(section.length + draft.extraSectionLength, 4),
    ...[...section, ...draft.inner],
  ];
  const checksum = (crc32c(Uint8Array.from(bytes)) ^ draft.checksumFault) >>> 0;
  return Uint8Array.from([...bytes, ...number(checksum, 4)].slice(0, draft.keep));
}
