/**
 * One contender's trial: train, predict, score. Only training and prediction are timed; turning rows
 * into the library's form is not. What takes no time is repeated, and the median counts.
 *
 * @module
 */

import type { Digits } from "../digits.ts";
import { median } from "../turns.ts";
import { accuracyOf, type DataSet, selectData } from "../../lib/mod.ts";
import type { Contender } from "./contender.ts";

/** Once this much time has gone into one figure, it is measured no more. */
const ENOUGH_SECONDS = 3;
const MOST_ROUNDS = 15;
/** The accuracy on the training rows is left out where it would take longer than that. */
const PATIENCE_SECONDS = 10;

/** What a trial finds out. Accuracies are shares from 0 to 1. */
export interface Figures {
  readonly trainRows: number;
  readonly testRows: number;
  readonly testAccuracy: number;
  /** Absent where it would take long. */
  readonly trainAccuracy?: number;
  readonly trainSeconds: number;
  /** Test rows a second, given all of them at once. */
  readonly rowsPerSecond: number;
  /** Bytes of the model as its library writes it. */
  readonly modelBytes: number;
  /** What only the running library could tell. */
  readonly note?: string;
}

/** Runs a contender. */
export async function runTrial(contender: Contender, digits: Digits): Promise<Figures> {
  const learner = await contender.open();
  const training = spread(digits.training, contender.trainRows);
  const test = spread(digits.test, contender.testRows);
  const trainRows = learner.take(training.rows);
  const testRows = learner.take(test.rows);
  const trained = await time(() => learner.train(trainRows, training.labels));
  const model = trained.value;
  const tested = await time(() => model.classify(testRows));
  const rowsPerSecond = test.labels.length / tested.seconds;
  return {
    trainRows: training.labels.length,
    testRows: test.labels.length,
    testAccuracy: accuracyOf(Uint8Array.from(tested.value), test.labels),
    ...(training.labels.length / rowsPerSecond > PATIENCE_SECONDS ? {} : {
      trainAccuracy: accuracyOf(
        Uint8Array.from(await model.classify(trainRows)),
        training.labels,
      ),
    }),
    trainSeconds: trained.seconds,
    rowsPerSecond,
    modelBytes: await model.size(),
    ...(learner.note ? { note: learner.note } : {}),
  };
}

/** Rows at equal distances, as MNIST's first test rows are easier than its last ones. */
function spread(data: DataSet, count: number): DataSet {
  const all = data.labels.length;
  if (count >= all) return data;
  return selectData(
    data,
    Uint32Array.from({ length: count }, (_, i) => Math.floor(i * all / count)),
  );
}

/** Does something once, or a few times if it is quick; the first round then is a warm-up. */
async function time<T>(action: () => T | Promise<T>): Promise<{ value: T; seconds: number }> {
  const rounds: number[] = [];
  for (let total = 0;;) {
    const start = performance.now();
    const value = await action();
    const seconds = (performance.now() - start) / 1000;
    total += seconds;
    rounds.push(seconds);
    if (total >= ENOUGH_SECONDS || rounds.length === MOST_ROUNDS) {
      return { value, seconds: median(rounds.length > 2 ? rounds.slice(1) : rounds) };
    }
  }
}
