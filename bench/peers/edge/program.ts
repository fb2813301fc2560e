/**
 * A program that a user ships to the edge: it loads a model from files that lie beside it, and
 * predicts. `programs/` has one for each peer; they are bundled as for a browser.
 *
 * @module
 */

/** The probability of each row, for rows x 784 floats. */
export type Predict = (rows: Float32Array, count: number) => Promise<Float32Array>;

/** What a program exports. */
export interface EdgeProgram {
  /**
   * Loads runtime and model.
   *
   * @param folder the address of the folder with the files, which ends in a slash
   */
  load(folder: string): Promise<Predict>;
}
