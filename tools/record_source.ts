/**
 * What reads and writes the records of the kernels, in TypeScript and in AssemblyScript, from the table
 * of a record.
 *
 * @module
 */

import type { FieldType, RecordTable } from "./kernel_records.ts";

/** A field and which word of the record it is. */
interface PlacedField {
  readonly name: string;
  readonly type: FieldType;
  readonly isOptional: boolean;
  readonly about: string;
  readonly word: number;
}

/** How a field lies in memory, and what it is in AssemblyScript. */
const STORED = {
  integer: ["i32", "i32"],
  place: ["u32", "usize"],
  float: ["f32", "f32"],
  flag: ["u32", "bool"],
} as const;

/** In which view of a memory TypeScript finds a field. */
const VIEWS = { integer: "i32", place: "u32", float: "f32", flag: "u32", seed: "u32" } as const;

/** The views of a memory. */
const VIEW_TYPES = { f32: "Float32Array", i32: "Int32Array", u32: "Uint32Array" } as const;

/** The fields of a record, one behind the other. */
function placed({ fields }: RecordTable): PlacedField[] {
  let next = 0;
  return fields.map(([name, declared, about]) => {
    const type = declared.replace("?", "") as FieldType;
    const word = next;
    next += type === "seed" ? 2 : 1;
    return { name, type, isOptional: declared.endsWith("?"), about, word };
  });
}

/** The TypeScript of a record: its type, its size, and functions that write and read it. */
export function typeScriptOf(record: RecordTable): string {
  const { name, about } = record;
  const fields = placed(record);
  const words = fields.flatMap(expressionsOf);
  const constant = name.replace(/Record$/, "_RECORD_BYTES").toUpperCase();
  const declared = fields.flatMap(({ name, type, isOptional, about }) => [
    `/** ${about} */`,
    `readonly ${name}${isOptional ? "?" : ""}: ${type === "flag" ? "boolean" : "number"};`,
  ]);
  const floats = fields.filter(({ type }) => type === "float").map(({ name, word }) =>
    `new Float32Array(buffer, at + ${4 * word}, 1)[0] = record.${name};`
  );
  const views = [...new Set(fields.map(({ type }) => VIEWS[type]))].sort();
  const viewTypes = views.map((view) => `readonly ${view}: ${VIEW_TYPES[view]}`);
  return `/**
 * The record of ${about}. Built from \`tools/kernel_records.ts\` by \`deno task kernels\`, as is what
 * reads it in AssemblyScript; not to be edited.
 *
 * @module
 */

// deno-fmt-ignore-file
/** Bytes of a record. */
export const ${constant} = ${4 * words.length};

/** What the kernels must know of ${about}. Places are byte offsets in their memory. */
export interface ${name} {
${linesOf(declared, "  ")}}

/** Writes a record. */
export function write${name}(
  { buffer }: { readonly buffer: ArrayBuffer | SharedArrayBuffer },
  at: number,
  record: ${name},
): void {
  new Uint32Array(buffer, at, ${words.length}).set([
${linesOf(words.map((word) => `${word},`), "    ")}  ]);
${linesOf(floats, "  ")}}

/** Reads a record from a memory as numbers of each kind. */
export function read${name}(
  { ${views.join(", ")} }: { ${viewTypes.join("; ")} },
  place: number,
): Required<${name}> {
  const at = place >>> 2;
  return {
${linesOf(fields.map((field) => `${field.name}: ${readOf(field)},`), "    ")}  };
}
`;
}

function linesOf(lines: readonly string[], indent: string): string {
  return lines.map((line) => `${indent}${line}\n`).join("");
}

/** The words that are written of a field, as expressions; floating-point numbers come later. */
function expressionsOf({ name, type, isOptional }: PlacedField): string[] {
  const value = isOptional ? `record.${name} ?? 0` : `record.${name}`;
  switch (type) {
    case "seed":
      return [`(${value}) >>> 0`, `Math.floor((${value}) / 0x1_0000_0000)`];
    case "flag":
      return [`record.${name} ? 1 : 0`];
    case "float":
      return ["0"];
    default:
      return [value];
  }
}

/** The expression that reads a field. */
function readOf({ type, word }: PlacedField): string {
  const load = `${VIEWS[type]}[at${word === 0 ? "" : ` + ${word}`}]`;
  if (type === "flag") return `${load} !== 0`;
  if (type === "seed") return `u32[at + ${word + 1}]! * 0x1_0000_0000 + ${load}!`;
  return `${load}!`;
}

/**
 * The AssemblyScript of a record: `xOf` and `setX` for a field x, for a flag `x` and `setX`. All of it is
 * put in the place of its calls, so what nobody calls costs nothing.
 */
export function assemblyScriptOf(record: RecordTable): string {
  const functions = placed(record).flatMap(wordsOf).map(({ name, type, about, word }) => {
    const [stored, inCode] = STORED[type];
    const at = 4 * word;
    const load = `load<${stored}>(record, ${at})`;
    const getter = type === "flag" ? name : `${name}Of`;
    const setter = `set${name[0]!.toUpperCase()}${name.slice(1)}`;
    return `
/** ${about} */
// @ts-ignore: decorator
@inline
export function ${getter}(record: usize): ${inCode} {
  return ${type === "flag" ? `${load} != 0` : load};
}
// @ts-ignore: decorator
@inline
export function ${setter}(record: usize, value: ${inCode}): void {
  store<${stored}>(record, value, ${at});
}
`;
  });
  return `// The record of ${record.about}, field by field. Built from \`tools/kernel_records.ts\` by
// \`deno task kernels\`; not to be edited.
${functions.join("")}`;
}

/** A field, or the two words of one that takes two. */
function wordsOf(
  { name, type, about, word }: PlacedField,
): { name: string; type: keyof typeof STORED; about: string; word: number }[] {
  if (type !== "seed") return [{ name, type, about, word }];
  return [
    { name: `${name}Low`, type: "integer", about: `${about} Its low 32 bits.`, word },
    { name: `${name}High`, type: "integer", about: `${about} What is above them.`, word: word + 1 },
  ];
}
