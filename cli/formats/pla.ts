/**
 * Espresso's PLA format as a list of samples: each line gives the values of the inputs and of the
 * outputs, and one output is the label. A `-` among the inputs stands for both values and becomes
 * two rows. An output `-` or `~` says nothing, and its line is left out. Contradictory lines are
 * kept: they are what training counts.
 *
 * Only listed lines become rows. Types in which a 0 has no meaning (`.type fd`) are refused, because
 * taking it for a label would be a guess. Source: the manual page espresso(5).
 *
 * @module
 */

import {
  type BitMatrix,
  checkFeatures,
  MAX_TRAINING_BYTES,
  quote,
  refuse,
  type RoteError,
  rowBytes,
  setBit,
  zeroMatrix,
} from "../../lib/mod.ts";

/** Rows that one file may become. */
export const MAX_PLA_ROWS = 1 << 20;

/** What a PLA file holds. */
export interface PlaRows {
  readonly rows: BitMatrix;
  /** "0" or "1" a row: the chosen output. */
  readonly labels: string[];
}

/** One line with a label: its inputs as written and how many rows it stands for. */
interface Cube {
  readonly inputs: string;
  readonly label: string;
  readonly dashes: number;
}

/**
 * Reads a PLA file.
 *
 * @param output index of the output that is the label
 * @throws {RoteError} `pla_malformed`, with the line; `no_rows`; `features_out_of_range`
 */
export function readPla(text: string, output: number): PlaRows {
  const cubes: Cube[] = [];
  const header: Header = {};
  let rows = 0;
  let listed = 0;
  for (const [index, whole] of text.split("\n").entries()) {
    const line = index + 1;
    const content = whole.replace(/#.*/, "").trim();
    if (content === "") continue;
    if (/^\.e(nd)?(\s|$)/.test(content)) break;
    if (content.startsWith(".")) {
      readDirective(header, content, line);
      continue;
    }
    const { inputs, outputs } = sizesOf(header, output, line);
    const cube = readCube(content.replace(/[\s|]/g, ""), inputs, outputs, output, line);
    listed++;
    if (!cube) continue;
    cubes.push(cube);
    rows += 2 ** cube.dashes;
    if (rows > MAX_PLA_ROWS || rows * rowBytes(inputs) > MAX_TRAINING_BYTES) {
      throw malformed(
        `With this line the file stands for more than ${MAX_PLA_ROWS} rows or ` +
          `${MAX_TRAINING_BYTES} bytes of them: each - among its inputs doubles it`,
        line,
      );
    }
  }
  if (header.cubes && header.cubes.count !== listed) {
    const { count, line } = header.cubes;
    throw malformed(`.p declares ${count} lines of values, and there are ${listed}`, line);
  }
  if (rows === 0) throw refuse("no_rows", `No line has a 0 or a 1 as output ${output}`);
  return expand(cubes, header.inputs!, rows);
}

/** What the directives have said so far. */
interface Header {
  inputs?: number;
  outputs?: number;
  cubes?: { count: number; line: number };
}

/** Reads a line that starts with a full stop. */
function readDirective(header: Header, content: string, line: number): void {
  const [name, ...words] = content.split(/\s+/);
  if (name === ".i" || name === ".o" || name === ".p") {
    const count = words.length === 1 && /^\d{1,9}$/.test(words[0]!) ? Number(words[0]) : NaN;
    if (!(count >= (name === ".p" ? 0 : 1))) throw malformed(`${name} needs a number`, line);
    if (name === ".p") header.cubes = { count, line };
    else header[name === ".i" ? "inputs" : "outputs"] = count;
    if (name === ".i") checkFeatures(count);
  } else if (name === ".type") {
    if (words[0] === "fr" || words[0] === "fdr") return;
    throw malformed(
      `In a file of type ${quote(words.join(" "))} a listed 0 or 1 may have no meaning; write ` +
        `.type fr if each line is a sample`,
      line,
    );
  } else if (name === ".ilb" || name === ".ob") {
    const count = name === ".ilb" ? header.inputs : header.outputs;
    if (words.length === count) return;
    throw malformed(
      `${name} gives ${words.length} names for ${count ?? "an unknown number of"} columns`,
      line,
    );
  } else {
    throw malformed(`${quote(name!)} is not supported`, line);
  }
}

function sizesOf(
  { inputs, outputs }: Header,
  output: number,
  line: number,
): { inputs: number; outputs: number } {
  if (inputs === undefined || outputs === undefined) {
    throw malformed("Values come before .i and .o have said how many there are", line);
  }
  if (output >= outputs) {
    throw malformed(`There is no output ${output}: .o declares ${outputs}, counted from 0`, line);
  }
  return { inputs, outputs };
}

/** Reads one line of values; undefined if it gives no label. */
function readCube(
  values: string,
  inputs: number,
  outputs: number,
  output: number,
  line: number,
): Cube | undefined {
  if (values.length !== inputs + outputs) {
    throw malformed(
      `The line has ${values.length} values; .i and .o declare ${inputs} + ${outputs}`,
      line,
    );
  }
  const bad = values.search(/[^01\-2~]/);
  if (bad >= 0) {
    throw malformed(`${quote(values[bad]!)} is none of 0, 1, -, 2 and ~`, line, bad);
  }
  const label = values[inputs + output]!;
  if (label !== "0" && label !== "1") return undefined;
  const read = values.slice(0, inputs);
  return { inputs: read, label, dashes: read.replace(/[01]/g, "").length };
}

/** Writes out the rows that the cubes stand for; the first dash of a cube changes fastest. */
function expand(cubes: readonly Cube[], inputs: number, count: number): PlaRows {
  const rows = zeroMatrix(count, inputs);
  const labels: string[] = [];
  for (const cube of cubes) {
    for (let choice = 0; choice < 2 ** cube.dashes; choice++) {
      for (let column = 0, dash = 0; column < inputs; column++) {
        const value = cube.inputs[column];
        const isSet = value === "1" || (value !== "0" && (choice >>> dash++) & 1);
        if (isSet) setBit(rows, labels.length, column);
      }
      labels.push(cube.label);
    }
  }
  return { rows, labels };
}

function malformed(detail: string, line: number, position?: number): RoteError {
  return refuse("pla_malformed", detail, {
    line,
    ...(position === undefined ? {} : { position }),
  });
}
