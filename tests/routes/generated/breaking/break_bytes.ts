/**
 * Breaks the bytes of a body in one place: JSON that is none, CSV and packed rows with a cell, a line
 * or a byte that is off, blobs that are cut or flipped.
 *
 * @module
 */

import { type Break, toBreak } from "./broken.ts";
import { type GeneratedRequest, JSON_LENGTH } from "../request.ts";

type Bytes = Uint8Array<ArrayBuffer>;
type Change = readonly [kind: string, field: string, bytes: Bytes, names: readonly string[]];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The ways to break a body. */
export function breaksOfBytes(request: GeneratedRequest): Break[] {
  return changesOf(request).map(([kind, field, bytes, names]) =>
    toBreak({ kind, field, names, mayPass: true }, () => {
      const { json: _, ...rest } = request;
      // The header that says where the JSON ends stays as it was.
      const length = request.json !== undefined && request.bytes !== undefined
        ? { [JSON_LENGTH]: String(encoder.encode(JSON.stringify(request.json)).length) }
        : {};
      return { ...rest, bytes, headers: { ...request.headers, ...length } };
    })
  );
}

function changesOf({ operation, json, bytes = new Uint8Array() }: GeneratedRequest): Change[] {
  if (json !== undefined) {
    const text = JSON.stringify(json);
    return bytes.length === 0 ? ofJson(text) : ofRaw(encoder.encode(text), bytes);
  }
  if (operation.type === "text/csv") return ofCsv(decoder.decode(bytes));
  if (operation.id === "uploadBlob") return ofBlob(bytes);
  if (operation.type === undefined) return [];
  return ofPacked(bytes);
}

/** There is no field in what is no JSON. */
function ofJson(text: string): Change[] {
  const texts = [
    ...["", " ", "{", "nul", "NaN", "[1,]", "{'a':1}", `${text}x`, `${text}${text}`],
    ...[text.slice(0, -1), text.slice(0, text.length >> 1), text.slice(1), `${text}\u0000`],
    ...["[".repeat(5_000), `${"[".repeat(5_000)}${"]".repeat(5_000)}`, '{"rows":[1e999]}'],
    ...["null", "[]", "7", '"text"', "[[]]", '{"rows":{"length":1e9}}'],
  ].map((text) => encoder.encode(text));
  const utf16 = new Uint8Array(Uint16Array.from(text, (one) => one.charCodeAt(0)).buffer);
  const invalid = [Uint8Array.of(0xff), Uint8Array.of(0x22, 0xc3, 0x28, 0x22), utf16];
  return [...texts, ...invalid].map((bytes) => ["no JSON, or no such JSON", "body", bytes, []]);
}

function ofRaw(json: Bytes, raw: Bytes): Change[] {
  const names = ["binary_data_size", "raw tensor", "body", JSON_LENGTH];
  const behind = (kind: string, bytes: Bytes): Change => [
    ...[kind, "raw tensor"] as const,
    new Uint8Array([...json, ...bytes]),
    names,
  ];
  return [
    behind("cut", raw.slice(1)),
    behind("longer", new Uint8Array([...raw, 0])),
    behind("missing", new Uint8Array()),
    behind("no bit", raw.with(raw.length - 1, 2) as Bytes),
    behind("no bit", raw.with(0, 255) as Bytes),
  ];
}

function ofCsv(text: string): Change[] {
  const [header = [], ...lines] = text.split("\n").map((line) => line.split(","));
  const last = header.length - 1;
  const write = (cells: string[][]) =>
    encoder.encode(cells.map((line) => line.join(",")).join("\n"));
  const line = ["line", "row", "rows", "labels"];
  const cell = (column: number, to: string): Change => {
    const [first = [], ...rest] = lines;
    const names = [...line, "column", header[column]!];
    return ["a cell", `column ${column}`, write([header, first.with(column, to), ...rest]), names];
  };
  const head = (names: string[]): Change => [
    ...["the header", "header"] as const,
    write([names, ...lines]),
    ["column", "columns", "header", "line", "features"],
  ];
  return [
    ...header.flatMap((_, at) =>
      ["", "2", "-1", "01", "1.0", " ", '"', '"0"1', "\ufeff", "true"]
        .map((to) => cell(at, to))
    ),
    head(header.with(0, "")),
    head(header.with(0, header[last]!)),
    head(header.with(last, "other")),
    head(header.slice(1)),
    head([...header, "more"]),
    head(header.map(() => "0")),
    ["a line more", "line", write([header, ...lines, ["0"]]), [...line, "column"]],
    ["a longer line", "line", write([header, ...lines, [...lines[0]!, "1"]]), line],
    ["a quote", "line", write([header, ...lines, ['"0']]), line],
    ["no lines", "lines", write([header]), ["rows", "labels", "data set"]],
    ["nothing", "body", new Uint8Array(), []],
    ["invalid UTF-8", "line", new Uint8Array([...write([header, ...lines]), 0xff]), [
      ...line,
      "column",
    ]],
    ["one class", "label", write([header, ...lines.map((cells) => cells.with(last, "1"))]), [
      ...["label", "labels", "class", "classes", "row"],
    ]],
  ];
}

function ofPacked(bytes: Bytes): Change[] {
  const names = ["bytes", "row", "rows", "label", "labels"];
  const changed: [string, Uint8Array][] = [
    ["cut", bytes.slice(1)],
    ["longer", new Uint8Array([...bytes, 0])],
    ["nothing", new Uint8Array()],
    ["padding", bytes.with(0, 255)],
    ["another label", bytes.with(bytes.length - 1, 2)],
  ];
  return changed.map(([kind, bytes]) => [kind, "body", bytes as Bytes, names]);
}

/** A blob has no fields that a client would know; its codes say which rung of the ladder it fell from. */
function ofBlob(blob: Bytes): Change[] {
  const flipped = Array.from(blob, (byte, at): Change => [
    ...["a flipped bit", "body"] as const,
    blob.with(at, byte ^ (1 << (at % 8))) as Bytes,
    [],
  ]);
  const cut = Array.from(blob, (_, at): Change => ["cut", "body", blob.slice(0, at), []]);
  return [...flipped, ...cut, ["longer", "body", new Uint8Array([...blob, 0]), []]];
}
