/**
 * `--group NAME=LABELS`: labels put together into classes. Without groups the labels themselves are
 * the classes.
 *
 * @module
 */

import { InvalidArgumentError } from "commander";
import {
  checkClasses,
  type DataSet,
  indexLabels,
  MAX_BOOSTED_CLASSES,
  nameClasses,
  refuse,
  selectRows,
  selectValues,
  sortClasses,
  type ValueSet,
} from "../lib/mod.ts";
import { UsageError } from "./failure.ts";
import type { LoadedRows, LoadedValues } from "./formats/load.ts";

/** One class and the labels that it takes. */
export interface Group {
  readonly name: string;
  readonly labels: ReadonlySet<string>;
  /** Ranges of integer labels, both ends included. */
  readonly ranges: readonly (readonly [least: number, most: number])[];
}

/** Reads one `--group` and adds it to those before; for commander. */
export function parseGroup(text: string, groups: readonly Group[] = []): Group[] {
  const [name, list] = splitOnce(text, "=");
  if (!name || !list) throw new InvalidArgumentError("Write it as NAME=LABELS, like 0=0-4.");
  const labels = new Set<string>();
  const ranges: [number, number][] = [];
  for (const item of list.split(",").map((item) => item.trim())) {
    const range = /^(-?\d+)-(-?\d+)$/.exec(item);
    if (item === "" || (range && Number(range[1]) > Number(range[2]))) {
      throw new InvalidArgumentError(`"${item}" is neither a label nor a range.`);
    }
    if (range) ranges.push([Number(range[1]), Number(range[2])]);
    else labels.add(item);
  }
  return [...groups, { name, labels, ranges }];
}

/** The classes that groups name. */
export function classesOf(groups: readonly Group[]): string[] {
  return sortClasses([...new Set(groups.map(({ name }) => name))]);
}

/**
 * Finds the class of each label: an index into `classes`, or -1 for a label that is in no group.
 *
 * @throws {UsageError} for a label that is in two groups of different names
 */
export function groupLabels(
  labels: readonly string[],
  groups: readonly Group[],
  classes: readonly string[],
): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(labels, (label) => {
    let at = known.get(label);
    if (at === undefined) {
      const names = new Set(groups.filter((group) => holds(group, label)).map(({ name }) => name));
      if (names.size > 1) {
        throw new UsageError(`Label "${label}" is in the groups ${[...names].join(" and ")}`);
      }
      const [name] = names;
      at = name === undefined ? -1 : classes.indexOf(name);
      known.set(label, at);
    }
    return at;
  });
}

/**
 * Makes a data set: with groups the rows whose label is in one of them, else all rows. How many
 * classes a model tells apart is for training to check.
 *
 * @param classes the classes to keep to; by default those of the groups or of the labels
 * @throws {RoteError} as `checkClasses` and `indexLabels`; `no_rows` if no label is in a group
 */
export function toDataSet(
  { rows, labels = [] }: LoadedRows,
  groups: readonly Group[],
  classes?: readonly string[],
): DataSet {
  const { kept, ...named } = nameLabels(labels, groups, classes);
  return { rows: kept ? selectRows(rows, kept) : rows, ...named };
}

/** The same for rows of numbers and categories. */
export function toValueSet(
  { values, labels = [] }: LoadedValues,
  groups: readonly Group[],
): ValueSet {
  const { kept, ...named } = nameLabels(labels, groups);
  return { values: kept ? selectValues(values, kept) : values, ...named };
}

/** The classes of labels, and with groups which rows are in one of them. */
function nameLabels(
  labels: readonly string[],
  groups: readonly Group[],
  classes: readonly string[] = groups.length > 0 ? classesOf(groups) : nameClasses(labels),
): Pick<DataSet, "labels" | "classes"> & { readonly kept?: Uint32Array } {
  checkClasses(classes, MAX_BOOSTED_CLASSES);
  if (groups.length === 0) return { labels: indexLabels(labels, classes), classes };
  const found = groupLabels(labels, groups, classes);
  const kept = Uint32Array.from(found.keys().filter((row) => found[row]! >= 0));
  if (kept.length === 0) throw refuse("no_rows", `None of ${labels.length} rows is in a group`);
  return { labels: Uint8Array.from(kept, (row) => found[row]!), classes, kept };
}

function holds({ labels, ranges }: Group, label: string): boolean {
  if (labels.has(label)) return true;
  if (!/^-?\d+$/.test(label)) return false;
  return ranges.some(([least, most]) => least <= Number(label) && Number(label) <= most);
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at).trim(), text.slice(at + 1)];
}
