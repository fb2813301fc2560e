/**
 * Training on raw values, whatever is trained: rows are held out first, the encoder is fitted to the
 * others, all of them are encoded, a model is trained on the bits, and its blob gets the encoder in
 * front. So what is tested on had no part in the encoder either.
 *
 * @module
 */

import { encodeEncoded } from "../encoders/encode_blob.ts";
import { checkLabelCount, checkRowCount, type DataSet } from "../rows/data_set.ts";
import { RoteError } from "../errors.ts";
import { chooseHeldOut } from "../rows/holdout.ts";
import { atOnce } from "../steps.ts";
import { encodeTableInSteps } from "../encoders/encode_table.ts";
import { columnBits, type Encoder } from "../encoders/encoder.ts";
import { type EncoderSettings, fitInSteps } from "../encoders/fit.ts";
import { selectValues, type ValueSet, type ValueTable } from "../encoders/value_table.ts";

/** What a user chooses of a run, besides the model. */
export interface EncodedRun {
  /** `DEFAULT_ENCODER` unless given. */
  readonly encoder?: EncoderSettings;
  /** Share of the rows, above 0 and below 1, that is kept away from training to test on. */
  readonly holdout?: number;
  /** Integer from 0 to 2^53 - 1: the rows that it holds out are those of `holdOut`. */
  readonly seed: number;
  /** Most bits of a row, if fewer than a blob takes. */
  readonly mostBits?: number;
  /** Most bytes of all rows' bits, if fewer than a training may have. */
  readonly mostBytes?: number;
}

/** Encoded rows, and what encoded them. */
export interface EncodedData {
  /** Fitted to the rows to train on. */
  readonly encoder: Encoder;
  /** To train on. */
  readonly training: DataSet;
  /** Held out to test on, if any were. */
  readonly heldOut?: DataSet;
}

/**
 * Holds rows out, fits an encoder to the others and encodes all of them. Who trains on them holds no
 * more rows out, and puts the encoder in front of the blob with `encodeEncoded`.
 *
 * @throws {RoteError} `no_rows`, `too_many_rows`, `labels_missing`, `label_count_mismatch`;
 *   `holdout_out_of_range`; as `fitEncoder` and `encodeTable`
 */
export function encodeForTraining(data: ValueSet, run: EncodedRun): EncodedData {
  return atOnce(encodeForTrainingInSteps(data, run));
}

/** The same in steps, between which others may run. */
export function* encodeForTrainingInSteps(
  data: ValueSet,
  run: EncodedRun,
): Generator<void, EncodedData> {
  const { values, labels, classes } = data;
  const { encoder: settings, holdout, seed, mostBits, mostBytes } = run;
  checkRowCount(values.rows);
  checkLabelCount(values.rows, labels.length);
  if (holdout === undefined) {
    const encoder = yield* fitInSteps(values, settings, mostBits);
    const rows = yield* encodeTableInSteps(encoder, values, mostBytes);
    return { encoder, training: { rows, labels, classes, columns: bitsOfColumns(encoder) } };
  }
  const chosen = chooseHeldOut(data, holdout, seed);
  const trainingValues = selectValues(values, chosen.training);
  const encoder = yield* placing(
    chosen.training,
    fitInSteps(trainingValues, settings, mostBits),
  );
  const columns = bitsOfColumns(encoder);
  const part = function* (rows: Uint32Array, of: ValueTable): Generator<void, DataSet> {
    return {
      rows: yield* encodeTableInSteps(encoder, of, mostBytes),
      labels: Uint8Array.from(rows, (row) => labels[row]!),
      classes,
      columns,
    };
  };
  return {
    encoder,
    training: yield* part(chosen.training, trainingValues),
    heldOut: yield* part(chosen.heldOut, selectValues(values, chosen.heldOut)),
  };
}

/** How many bits each column became, without those that became none. */
function bitsOfColumns({ columns }: Encoder): number[] {
  return columns.map(columnBits).filter((bits) => bits > 0);
}

/** Says of what is refused meanwhile which of all rows it is. */
function* placing<T>(rows: Uint32Array, work: Generator<void, T>): Generator<void, T> {
  try {
    return yield* work;
  } catch (error) {
    if (!(error instanceof RoteError)) throw error;
    const offenders = error.offenders.map((offender) =>
      offender.row === undefined ? offender : { ...offender, row: rows[offender.row]! }
    );
    throw new RoteError(error.code, error.message, offenders);
  }
}

/**
 * Trains on raw values.
 *
 * @example
 * ```ts
 * import { trainEncoded, trainBoostedBlob } from "../mod.ts";
 *
 * const values = {
 *   rows: 4,
 *   columns: [{ kind: "number", name: "size", values: Float64Array.of(1, 2, 8, 9) }],
 * } as const;
 * const data = { values, labels: Uint8Array.of(0, 0, 1, 1), classes: ["small", "large"] };
 * const settings = { tables: 16, arity: 1, rate: 0.1, lambda: 1, seed: 1 };
 * const { blob } = trainEncoded(data, { seed: 1 }, (rows) => trainBoostedBlob(rows, settings));
 * console.assert(blob.length > 0);
 * ```
 *
 * @param train trains on bits and tests on the held-out rows, if there are any; it holds none out
 * @returns what `train` returns, with the encoder in the blob
 * @throws {RoteError} as {@linkcode encodeForTraining}, `train` and `encodeEncoded`
 */
export function trainEncoded<Result extends { readonly bytes: number }>(
  data: ValueSet,
  run: EncodedRun,
  train: (
    training: DataSet,
    heldOut: DataSet | undefined,
  ) => { blob: Uint8Array<ArrayBuffer>; result: Result },
): { blob: Uint8Array<ArrayBuffer>; result: Result } {
  const { encoder, training, heldOut } = encodeForTraining(data, run);
  return putEncoder(encoder, train(training, heldOut));
}

/** Puts an encoder in front of what was trained on its bits; tells the size of the whole. */
export function putEncoder<
  Trained extends {
    readonly blob: Uint8Array<ArrayBuffer>;
    readonly result: { readonly bytes: number };
  },
>(encoder: Encoder, trained: Trained): Trained {
  const blob = encodeEncoded(encoder, trained.blob);
  return { ...trained, blob, result: { ...trained.result, bytes: blob.length } };
}
