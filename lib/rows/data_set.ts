/**
 * A data set: packed rows, a class index for each, and the names of the classes. Labels arrive in
 * many forms (0/1, booleans, names); `nameClasses` turns them into indices once, at the door.
 *
 * @module
 */

import { type BitMatrix, selectRows } from "./bit_matrix.ts";
import { type Offender, quote, refuse, RoteError } from "../errors.ts";
import { CLASSES, MAX_CLASS_NAME_BYTES, MAX_OFFENDERS, MAX_ROWS } from "../limits.ts";

/** Rows with labels. */
export interface DataSet {
  /** The features. */
  readonly rows: BitMatrix;
  /** For each row the index of its class. */
  readonly labels: Uint8Array;
  /** The names of the classes, by index. */
  readonly classes: readonly string[];
  /** How many features each column of numbers or categories became, in order; else each is its own. */
  readonly columns?: readonly number[];
}

/** A label as clients write it. */
export type Label = string | number | boolean;

/**
 * Names the classes of a list of labels: the distinct ones as text, in sorted order, numerically
 * where all of them are numbers.
 *
 * @param field JSON pointer to the list, for error messages
 * @throws {RoteError} `label_bad_type` for a label that is no string, finite number or boolean
 */
export function nameClasses(labels: readonly unknown[], field = "/labels"): string[] {
  const names = new Set<string>();
  const offenders: Offender[] = [];
  for (let row = 0; row < labels.length && offenders.length < MAX_OFFENDERS; row++) {
    const label = labels[row];
    if (isLabel(label)) names.add(String(label));
    else offenders.push(badLabel(label, row, field));
  }
  if (offenders.length > 0) {
    throw new RoteError("label_bad_type", offenders[0]!.detail, offenders);
  }
  return sortClasses([...names]);
}

/** Sorts class names: numerically if all are numbers, else by code unit. */
export function sortClasses(names: readonly string[]): string[] {
  const numeric = names.every((name) => name.trim() !== "" && Number.isFinite(Number(name)));
  return numeric
    ? names.toSorted((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1))
    : names.toSorted((a, b) => (a < b ? -1 : 1));
}

/**
 * Turns labels into class indices.
 *
 * @throws {RoteError} `label_bad_type`; `label_unknown_class` for one that names none of `classes`
 */
export function indexLabels(
  labels: readonly unknown[],
  classes: readonly string[],
  field = "/labels",
): Uint8Array {
  const index = new Map(classes.map((name, at) => [name, at]));
  return Uint8Array.from(labels, (label, row) => {
    if (!isLabel(label)) {
      const offender = badLabel(label, row, field);
      throw new RoteError("label_bad_type", offender.detail, [offender]);
    }
    const at = index.get(String(label));
    if (at === undefined) {
      throw refuse(
        "label_unknown_class",
        `Label ${row} is ${quote(label)}, which is none of the classes ` +
          classes.slice(0, 5).map(quote).join(", ") + (classes.length > 5 ? ", ..." : ""),
        { row, field: `${field}/${row}` },
      );
    }
    return at;
  });
}

function isLabel(label: unknown): label is Label {
  return typeof label === "string" || typeof label === "boolean" ||
    (typeof label === "number" && Number.isFinite(label));
}

function badLabel(label: unknown, row: number, field: string): Offender {
  const detail = `Label ${row} is ${
    quote(label)
  }; a label is a class name, a number, true or false`;
  return { code: "label_bad_type", detail, row, field: `${field}/${row}` };
}

/**
 * Checks a list of class names: two of them, distinct, each well-formed text of 1 to 256 bytes.
 *
 * @param most how many there may be, where more than two classes are told apart
 * @throws {RoteError} `labels_one_class`, `labels_too_many_classes`, `class_name_not_legal`
 */
export function checkClasses(classes: readonly string[], most: number = CLASSES): void {
  const listed = classes.slice(0, 5).map(quote).join(", ");
  if (classes.length < CLASSES) {
    throw refuse(
      "labels_one_class",
      `Two classes are needed, and every label is ${listed || "missing"}`,
      { field: "/labels" },
    );
  }
  if (classes.length > most) {
    throw refuse(
      "labels_too_many_classes",
      `The labels name ${classes.length} classes (${listed}${
        classes.length > 5 ? ", ..." : ""
      }); ` +
        (most === CLASSES ? `a network tells two apart` : `the limit is ${most}`),
      { field: "/labels" },
    );
  }
  for (const name of classes) {
    const bytes = new TextEncoder().encode(name).length;
    if (bytes < 1 || bytes > MAX_CLASS_NAME_BYTES || !name.isWellFormed()) {
      throw refuse(
        "class_name_not_legal",
        `Class name ${quote(name)} has ${bytes} bytes; a class name is ` +
          `well-formed text of 1 to ${MAX_CLASS_NAME_BYTES} bytes`,
        { field: "/labels" },
      );
    }
  }
  if (new Set(classes).size !== classes.length) {
    throw refuse("class_name_not_legal", `Class names must differ: ${listed}`, {
      field: "/labels",
    });
  }
}

/**
 * Checks what training needs of a data set: rows, a label for each, two classes, both of them seen.
 *
 * @param mostClasses how many classes there may be, where more than two are told apart
 * @throws {RoteError} `no_rows`, `too_many_rows`, `labels_missing`, `label_count_mismatch`, the
 *   errors of {@linkcode checkClasses}, `label_unknown_class`
 */
export function checkDataSet(data: DataSet, mostClasses: number = CLASSES): void {
  const { rows, labels, classes } = data;
  checkRowCount(rows.rows);
  checkLabelCount(rows.rows, labels.length);
  checkClasses(classes, mostClasses);
  const unseen = countClasses(labels, classes).indexOf(0);
  if (unseen >= 0) {
    throw refuse(
      "labels_one_class",
      `No row has the label ${quote(classes[unseen])}; training needs rows of each class`,
      { field: "/labels" },
    );
  }
}

/**
 * Counts the rows of each class.
 *
 * @throws {RoteError} `label_unknown_class` for a label that is the index of no class
 */
export function countClasses(labels: Uint8Array, classes: readonly string[]): Uint32Array {
  const counts = new Uint32Array(classes.length);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (label >= classes.length) {
      throw refuse(
        "label_unknown_class",
        `Label ${row} is class ${label}; there are ${classes.length} classes, counted from 0`,
        { row },
      );
    }
    counts[label]!++;
  }
  return counts;
}

/**
 * Checks a number of rows.
 *
 * @throws {RoteError} `no_rows`, `too_many_rows`
 */
export function checkRowCount(rows: number, most: number = MAX_ROWS): void {
  if (rows === 0) throw refuse("no_rows", "There are no rows", { field: "/rows" });
  if (rows > most) {
    throw refuse("too_many_rows", `${rows} rows are above the limit of ${most}`, {
      field: "/rows",
    });
  }
}

/**
 * Checks that there is one label a row.
 *
 * @throws {RoteError} `labels_missing` if there are none, `label_count_mismatch`
 */
export function checkLabelCount(rows: number, labels: number, field = "/labels"): void {
  if (labels === rows) return;
  if (labels === 0) {
    throw refuse("labels_missing", `There are ${rows} rows and no labels`, { field });
  }
  throw refuse("label_count_mismatch", `There are ${rows} rows and ${labels} labels`, { field });
}

/** The given rows of a data set, in the given order. */
export function selectData(data: DataSet, rows: ArrayLike<number>): DataSet {
  return {
    rows: selectRows(data.rows, rows),
    labels: Uint8Array.from(rows, (row) => data.labels[row]!),
    classes: data.classes,
    ...(data.columns ? { columns: data.columns } : {}),
  };
}
