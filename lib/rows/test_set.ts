/**
 * Rows of their own to test on: what they must be beside the rows to train on, whatever is trained.
 *
 * @module
 */

import { checkLabelCount, checkRowCount, countClasses, type DataSet } from "./data_set.ts";
import { refuse } from "../errors.ts";

/**
 * Checks a test set against the training set.
 *
 * @param test nothing to check without one
 * @param holdout the share that is held out, which a test set takes the place of
 * @throws {RoteError} `holdout_out_of_range` if there are both; `no_rows`, `row_too_short`,
 *   `row_too_long`, `labels_missing`, `label_count_mismatch`, `label_unknown_class`
 */
export function checkTestSet(
  data: DataSet,
  test: DataSet | undefined,
  holdout: number | undefined,
): void {
  if (!test) return;
  if (holdout !== undefined) {
    throw refuse("holdout_out_of_range", "Give either a test set or a holdout, not both", {
      field: "holdout",
    });
  }
  checkRowCount(test.rows.rows);
  checkLabelCount(test.rows.rows, test.labels.length, "/test/labels");
  countClasses(test.labels, data.classes);
  const features = data.rows.columns;
  if (test.rows.columns !== features) {
    throw refuse(
      test.rows.columns < features ? "row_too_short" : "row_too_long",
      `The test rows have ${test.rows.columns} features; the training rows have ${features}`,
      { field: "/test/rows" },
    );
  }
}
