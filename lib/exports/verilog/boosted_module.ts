/**
 * The module of boosted tables: the entries of each table in a constant, adders in a tree for each
 * split and then for each class, and comparisons in a tree that find the largest sum. Where it is
 * pipelined, there is a register behind each lookup, each adder and each comparison.
 *
 * @module
 */

import { type BoostedTables, splitCount } from "../../kinds/boosted/model.ts";
import type { ExportSource } from "../exported.ts";
import type { SourceText } from "../source_text.ts";
import { constantOf } from "./constant.ts";
import { moduleName } from "./network_module.ts";
import { addStage, numberOf, type Signal } from "./stage.ts";

/** Bits of an entry. */
const ENTRY_BITS = 8;

/** How deep the trees of a module are, and how wide its outputs. */
export interface BoostedShape {
  /** Levels of the adders of a split. */
  readonly splitLevels: number;
  /** Levels of the adders of a class. */
  readonly classLevels: number;
  /** Levels of the comparisons. */
  readonly choiceLevels: number;
  /** Bits of the sum of a class. */
  readonly sumBits: number;
  /** Bits of a label. */
  readonly labelBits: number;
}

/** Works out the shape. */
export function boostedShape(tables: BoostedTables): BoostedShape {
  const { width, classes } = tables;
  const splits = splitCount(tables);
  const members = classes.map((_, index) => splitsOf(tables, index).length);
  const splitLevels = levelsOver(Math.ceil(width / splits));
  const classLevels = levelsOver(members.reduce((most, count) => Math.max(most, count), 1));
  const choiceLevels = levelsOver(classes.length);
  return {
    splitLevels,
    classLevels,
    choiceLevels,
    labelBits: choiceLevels,
    sumBits: ENTRY_BITS + splitLevels + classLevels,
  };
}

/** Registers between a row and its answer where the module is pipelined. */
export function boostedLatency(tables: BoostedTables): number {
  const { splitLevels, classLevels, choiceLevels } = boostedShape(tables);
  return 1 + splitLevels + classLevels + choiceLevels;
}

/** Appends the module. */
export function addBoostedModule(
  text: SourceText,
  source: ExportSource<BoostedTables>,
  isPipelined: boolean,
): void {
  const { model: tables } = source;
  const { features, classes } = tables;
  const shape = boostedShape(tables);
  const { sumBits, labelBits } = shape;
  text.add(
    "/* verilator lint_off DECLFILENAME */",
    `module ${moduleName(source)} (`,
    ...(isPipelined ? ["  input wire clk,"] : []),
    "  // Some features may be read by no table.",
    "  /* verilator lint_off UNUSED */",
    `  input wire [${features - 1}:0] row,`,
    "  /* verilator lint_on UNUSED */",
    `  output wire [${labelBits - 1}:0] label,`,
    `  output wire [${classes.length * sumBits - 1}:0] sums`,
    ");",
  );
  addLookUps(text, tables, isPipelined);
  const ofSplit = addTree(
    ...[text, "split", tablesOfSplits(tables), shape.splitLevels, ENTRY_BITS, isPipelined] as const,
  );
  const ofClass = classes.map((_, index) => {
    return splitsOf(tables, index).map((split) => ofSplit[split]![0]!);
  });
  const bits = ENTRY_BITS + shape.splitLevels;
  const sums = addTree(text, "class", ofClass, shape.classLevels, bits, isPipelined)
    // Nothing speaks for a class that is in no split.
    .map(([sum = numberOf(0, sumBits)]) => sum);
  addChoice(text, sums, shape, isPipelined);
  text.add("endmodule");
}

/** The entry of each table. */
function addLookUps(text: SourceText, tables: BoostedTables, isPipelined: boolean): void {
  const { width, arity, wires, entries } = tables;
  const bytes = new Uint8Array(entries.buffer, entries.byteOffset, entries.length);
  const signals: Signal[] = [];
  text.add("", `  // ${width} tables of ${arity} wires, ${ENTRY_BITS} bits an entry`);
  for (let table = 0; table < width; table++) {
    const bits = ENTRY_BITS << arity;
    const own = constantOf(bytes.subarray(table << arity, (table + 1) << arity), bits);
    text.add(`  localparam [${bits - 1}:0] table${table} = ${own};`);
    // The last wire comes first; behind the wires, the number of a bit within an entry.
    const address = Array.from(
      wires.subarray(table * arity, (table + 1) * arity),
      (feature) => `row[${feature}]`,
    ).reverse().join(", ");
    const value = `table${table}[{${address}, 3'd0} +: ${ENTRY_BITS}]`;
    signals.push({ name: `entry${table}`, bits: ENTRY_BITS, value });
  }
  addStage(text, "The entries that a row reaches", signals, isPipelined);
}

/**
 * Trees of adders, one for each group of signals, all of the same number of levels.
 *
 * @param bits of each signal; each level adds one
 * @returns for each group its sum, or nothing for an empty group
 */
function addTree(
  text: SourceText,
  name: string,
  groups: readonly (readonly string[])[],
  levels: number,
  bits: number,
  isPipelined: boolean,
): readonly (readonly string[])[] {
  let below = groups;
  for (let level = 1; level <= levels; level++, bits++) {
    const signals: Signal[] = [];
    below = below.map((group, index) => {
      return pairsOf(group).map(([one, other], pair) => {
        const sum = { name: `${name}${index}_${level}_${pair}`, bits: bits + 1 };
        const value = other === undefined
          ? extended(one, bits)
          : `${extended(one, bits)} + ${extended(other, bits)}`;
        signals.push({ ...sum, value });
        return sum.name;
      });
    });
    addStage(text, `Sums of each ${name}, level ${level}`, signals, isPipelined);
  }
  return below;
}

/** The largest sum, the lowest class on a tie, and the sums as late as the label. */
function addChoice(
  text: SourceText,
  sums: readonly string[],
  { choiceLevels, sumBits, labelBits }: BoostedShape,
  isPipelined: boolean,
): void {
  let values = sums;
  let labels: readonly string[] = sums.map((_, index) => numberOf(index, labelBits));
  let late = sums;
  for (let level = 1; level <= choiceLevels; level++) {
    const signals: Signal[] = [];
    const pairs = pairsOf(values);
    const isAbove = pairs.map(([one, other], pair) => {
      if (other === undefined) return undefined;
      const name = `above_${level}_${pair}`;
      text.add(`  wire ${name} = $signed(${other}) > $signed(${one});`);
      return name;
    });
    const choose = (name: string, bits: number, from: readonly string[]) =>
      pairsOf(from).map(([one, other], pair) => {
        const above = isAbove[pair];
        const value = above === undefined ? one : `${above} ? ${other} : ${one}`;
        signals.push({ name: `${name}_${level}_${pair}`, bits, value });
        return `${name}_${level}_${pair}`;
      });
    labels = choose("label", labelBits, labels);
    // Nobody asks for the value of the last one.
    values = level < choiceLevels ? choose("largest", sumBits, values) : [];
    if (isPipelined) {
      late = late.map((value, index) => {
        signals.push({ name: `sum${index}_${level}`, bits: sumBits, value });
        return `sum${index}_${level}`;
      });
    }
    addStage(text, `The largest sums, level ${level}`, signals, isPipelined);
  }
  text.add(
    "",
    `  assign label = ${labels[0]};`,
    `  assign sums = {${[...late].reverse().join(", ")}};`,
  );
}

/** The names of the entries of each split. */
function tablesOfSplits(tables: BoostedTables): string[][] {
  const splits: string[][] = Array.from({ length: splitCount(tables) }, () => []);
  for (let table = 0; table < tables.width; table++) {
    splits[table % splits.length]!.push(`entry${table}`);
  }
  return splits;
}

/** The splits that a class is in. */
function splitsOf({ splits, classes }: BoostedTables, index: number): number[] {
  const found: number[] = [];
  for (let at = index; at < splits.length; at += classes.length) {
    if (splits[at] === 1) found.push(Math.floor(at / classes.length));
  }
  return found;
}

/** A number in two's complement with one bit more. */
function extended(name: string, bits: number): string {
  return `{${name}[${bits - 1}], ${name}}`;
}

function pairsOf<T>(items: readonly T[]): [one: T, other?: T][] {
  const pairs: [T, T?][] = [];
  for (let at = 0; at < items.length; at += 2) {
    pairs.push(at + 1 < items.length ? [items[at]!, items[at + 1]!] : [items[at]!]);
  }
  return pairs;
}

/** Levels of a tree over so many leaves: ceil(log2(count)). */
function levelsOver(count: number): number {
  return 32 - Math.clz32(count - 1);
}
