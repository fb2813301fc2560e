/**
 * The target `wasm`: one WebAssembly module without imports, with a memory of its own, for any host.
 * Its code is made beforehand (`assembly/`, built into `template.ts`); the blob goes into it as data,
 * behind the first 64 KiB, and the start function lays it out. Nothing is generated, so the same
 * model gives the same bytes.
 *
 * @module
 */

import { refuse } from "../../errors.ts";
import type { BoostedTables } from "../../kinds/boosted/model.ts";
import type { EncodedModel } from "../../encoders/encoded_model.ts";
import { isEncoded } from "../../any_model.ts";
import { isKind } from "../../kinds/mod.ts";
import type { Network } from "../../kinds/network/model.ts";
import type { ExportedFile, Exporter, ExportSource } from "../exported.ts";
import { asciiJson, headerLines } from "../header.ts";
import { fileNameOf } from "../names.ts";
import { SourceText } from "../source_text.ts";
import { encodedData } from "./encoded_section.ts";
import {
  CUSTOM,
  DATA,
  integer,
  MEMORY,
  moduleBytes,
  readInteger,
  readSections,
  type Section,
  writeModule,
} from "./sections.ts";
import {
  BOOSTED_RELAXED_SIMD,
  BOOSTED_SIMD,
  ENCODED_BOOSTED_RELAXED_SIMD,
  ENCODED_BOOSTED_SIMD,
  ENCODED_RELAXED_SIMD,
  ENCODED_SIMD,
  RELAXED_SIMD,
  SIMD,
} from "./template.ts";

/** Where the blob goes: `BLOB` of `assembly/places.ts`. */
const BLOB_AT = 65_536;
/** Bytes of a page, WebAssembly's unit of memory. */
const PAGE_BYTES = 65_536;

/** The name of the custom section with the header. */
const SECTION_NAME = "rote";

/** How modules are used, in the header. `docs/edge.md` has it at length. */
const PACKED_ROWS = [
  "Integers are i32, addresses are offsets in the exported memory. Rows are packed: feature f is bit",
  "f % 8 (the least significant first) of byte f / 8. What is out of range traps.",
];

/** The same for rows of values. */
const VALUE_ROWS = [
  "Integers are i32, addresses are offsets in the exported memory. A row is a f64 for each of columns()",
  "columns: a number as it is, or the index of a category, -1 for one that is not listed; NaN is missing.",
  "The columns and their categories are in the .columns.json beside it. What is out of range traps.",
];

/** What all modules have. */
const INTERFACE = [
  "features(), rowBytes(), classes(): input bits, bytes of a row, number of classes",
  "className(class): address of a u16 length and so many bytes of UTF-8",
  "reserve(rows): address for rows x rowBytes() bytes; 0 if there is no room. It moves everything below",
  "predict(rows): predicts the first rows reserved",
];

/** What a module of one kind of models is made of. */
interface Parts {
  readonly simd: string;
  readonly relaxedSimd: string;
  /** How the answers are read. */
  readonly answers: readonly string[];
}

/** How the answers of networks are read. */
const MARGINS = [
  "labels(), margins(): addresses of a u8 and of a u16 a row: index of the predicted class; 0 to 10000",
  "score(row, class): f64, (10000 + margin) / 20000 for the predicted class, the rest for the other",
];

/** How those of boosted tables are read. */
const SCORES = [
  "labels(), scores(): addresses of a u8 a row, the index of the predicted class, and of a u16 for",
  "each row and class: the score, 0 to 20000. score(row, class): f64, the score / 20000",
];

/** Exports a network as a WebAssembly module. */
export const exportWasm: Exporter<Network> = exporterOf({
  simd: SIMD,
  relaxedSimd: RELAXED_SIMD,
  answers: MARGINS,
});

/** Exports boosted tables as a WebAssembly module. */
export const exportBoostedWasm: Exporter<BoostedTables> = exporterOf({
  simd: BOOSTED_SIMD,
  relaxedSimd: BOOSTED_RELAXED_SIMD,
  answers: SCORES,
});

/** Exports a model of numbers and categories as a WebAssembly module, and its columns as JSON. */
export const exportEncodedWasm: Exporter<EncodedModel> = (source, options, maxBytes) => {
  const { relaxedSimd = false } = options;
  const { model, encoder } = source.model;
  const parts = isKind(model, "boosted")
    ? { simd: ENCODED_BOOSTED_SIMD, relaxedSimd: ENCODED_BOOSTED_RELAXED_SIMD, answers: SCORES }
    : { simd: ENCODED_SIMD, relaxedSimd: ENCODED_RELAXED_SIMD, answers: MARGINS };
  const files = moduleOf(source, parts, relaxedSimd, maxBytes);
  const columns = new SourceText(maxBytes - files[0]!.content.length);
  columns.add('{ "columns": [');
  encoder.columns.forEach(({ kind, name, ...column }, index) => {
    const categories = "categories" in column ? { categories: column.categories } : {};
    const comma = index + 1 < encoder.columns.length ? "," : "";
    columns.add(`  ${asciiJson({ name, kind, ...categories })}${comma}`);
  });
  columns.add("] }");
  return [...files, {
    name: `${fileNameOf(source.name)}.columns.json`,
    type: "application/json",
    content: columns.toString(),
  }];
};

function exporterOf(parts: Parts): Exporter {
  return (source, { relaxedSimd = false }, maxBytes) =>
    moduleOf(source, parts, relaxedSimd, maxBytes);
}

function moduleOf(
  source: ExportSource,
  { answers, ...templates }: Parts,
  relaxedSimd: boolean,
  maxBytes: number,
): ExportedFile[] {
  const what = `a WebAssembly module without imports${relaxedSimd ? ", relaxed SIMD" : ""}`;
  const { model, blob } = source;
  const isOfValues = isEncoded(model);
  const rows = isOfValues ? VALUE_ROWS : PACKED_ROWS;
  const data = isOfValues ? encodedData(blob) : blob;
  const header = [...headerLines(source, what), ...rows, ...INTERFACE, ...answers].join("\n");
  const sections = [
    customSection(header),
    ...readSections(bytesOf(relaxedSimd ? templates.relaxedSimd : templates.simd)).map(
      (section) => {
        const content = section.parts[0]!;
        if (section.id === MEMORY) return withRoom(content, BLOB_AT + data.length);
        return section.id === DATA ? withSegment(content, BLOB_AT, data) : section;
      },
    ),
  ];
  const bytes = moduleBytes(sections);
  if (bytes > maxBytes) {
    throw refuse(
      "export_too_large",
      `The export would have ${bytes} bytes, more than ${maxBytes}; a model with fewer wires a LUT ` +
        `or fewer LUTs is smaller`,
    );
  }
  return [{
    name: `${fileNameOf(source.name)}.wasm`,
    type: "application/wasm",
    content: writeModule(sections),
  }];
}

/** A custom section of text. */
function customSection(text: string): Section {
  const encoder = new TextEncoder();
  const name = encoder.encode(SECTION_NAME);
  return { id: CUSTOM, parts: [integer(name.length), name, encoder.encode(text)] };
}

/** A memory section whose one memory has at least so many bytes at first. */
function withRoom(content: Uint8Array, bytes: number): Section {
  // One memory, its flags, pages at first; what follows are the pages at most.
  const { end } = readInteger(content, 2);
  const pages = integer(Math.ceil(bytes / PAGE_BYTES));
  return { id: MEMORY, parts: [content.subarray(0, 2), pages, content.subarray(end)] };
}

/** A data section with one more segment, which is put to its place before anything runs. */
function withSegment(content: Uint8Array, at: number, bytes: Uint8Array): Section {
  const { value, end } = readInteger(content, 0);
  // An active segment of memory 0: (i32.const at), and so many bytes. `at` is below 2^20 and its
  // signed LEB128 hence the unsigned one.
  const head = [Uint8Array.of(0, 0x41), integer(at), Uint8Array.of(0x0b), integer(bytes.length)];
  return { id: DATA, parts: [integer(value + 1), content.subarray(end), ...head, bytes] };
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
