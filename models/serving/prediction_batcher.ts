/**
 * Single rows of requests that are under way at the same time, answered together: one pass through a
 * network costs the same for a row as for a hundred. Rows that arrive in one turn of the event loop
 * go into one batch at its end; a row that is alone is answered at once. Rows are checked before
 * they come here, so no row can spoil another's answer.
 *
 * @module
 */

import { setImmediate } from "node:timers";
import {
  type Model,
  type Prediction,
  predictModel,
  predictModelRow,
  rowBytes,
} from "../../lib/mod.ts";

/** Rows of a batch: what one pass of the kernels takes. One more row starts the next batch. */
const MOST_ROWS = 128;

/** Milliseconds without a row that several clients at once do not leave, within a turn and between two. */
const QUIET = { withinTurn: 0.05, betweenTurns: 1 };

/** A row that waits for the end of the turn. */
interface WaitingRow {
  readonly row: Uint8Array;
  readonly resolve: (prediction: Prediction) => void;
  readonly reject: (error: unknown) => void;
}

/** Answers single rows, several at once where it can. */
export class PredictionBatcher {
  readonly #together: typeof predictModel;
  #waiting = new Map<Model, WaitingRow[]>();
  /** Rows of the turn under way. */
  #rows = 0;
  /** True after a turn of several rows: then the first row of the next one waits for others, too. */
  #isBusy = false;
  /** When the row before came. */
  #cameAt = -Infinity;

  /** @param together what answers a batch */
  constructor(together: typeof predictModel = predictModel) {
    this.#together = together;
  }

  /**
   * Predicts the class of one row.
   *
   * @param row ceil(features / 8) packed bytes; they must stay as they are until the answer comes
   */
  predict(network: Model, row: Uint8Array): Prediction | Promise<Prediction> {
    if (this.#isFirst()) return predictModelRow(network, row);
    return new Promise((resolve, reject) => this.#enqueue(network, { row, resolve, reject }));
  }

  /**
   * The same with callbacks, of which a prediction of microseconds notices that they are no promises.
   *
   * @param now when it came, in milliseconds of the clock of `performance`. After a while without any
   *   row one is taken to be alone: to see the end of the turn costs as much as the prediction.
   */
  answer(
    network: Model,
    row: Uint8Array,
    now: number,
    resolve: (prediction: Prediction) => void,
    reject: (error: unknown) => void,
  ): void {
    const gap = this.#isBusy ? QUIET.betweenTurns : QUIET.withinTurn;
    const isQuiet = this.#rows === 0 && now - this.#cameAt > gap;
    this.#cameAt = now;
    if (isQuiet) this.#isBusy = false;
    else if (!this.#isFirst()) return this.#enqueue(network, { row, resolve, reject });
    let prediction: Prediction;
    try {
      prediction = predictModelRow(network, row);
    } catch (error) {
      return reject(error);
    }
    resolve(prediction);
  }

  /** Counts a row of the turn. True if it is the first one, and not expected to have company. */
  #isFirst(): boolean {
    this.#rows++;
    if (this.#rows > 1) return false;
    setImmediate(() => this.#endTurn());
    return !this.#isBusy;
  }

  #enqueue(network: Model, row: WaitingRow): void {
    const rows = this.#waiting.get(network);
    if (!rows) {
      this.#waiting.set(network, [row]);
    } else if (rows.push(row) === MOST_ROWS) {
      this.#waiting.delete(network);
      this.#answer(network, rows);
    }
  }

  #endTurn(): void {
    this.#isBusy = this.#rows > 1;
    this.#rows = 0;
    if (this.#waiting.size === 0) return;
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const [network, rows] of waiting) this.#answer(network, rows);
    this.#cameAt = performance.now();
  }

  #answer(network: Model, waiting: readonly WaitingRow[]): void {
    try {
      const stride = rowBytes(network.features);
      const bytes = new Uint8Array(waiting.length * stride);
      waiting.forEach(({ row }, at) => bytes.set(row, at * stride));
      const rows = { rows: waiting.length, columns: network.features, stride, bytes };
      const { labels, scores } = this.#together(network, rows);
      const classes = network.classes.length;
      waiting.forEach(({ resolve }, at) => {
        const ofRow: number[] = [];
        for (let index = 0; index < classes; index++) ofRow.push(scores[at * classes + index]!);
        resolve({ label: labels[at]!, scores: ofRow });
      });
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}
