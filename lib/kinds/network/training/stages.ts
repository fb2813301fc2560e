/**
 * The stages of training layers: the rows are packed, then the layers are trained one after the other.
 *
 * @module
 */

import { histogramsOf, VECTOR_BYTES } from "../../../kernels/kernels.ts";
import type { Stages } from "../../../threads/stages.ts";
import type { TrainingLayout } from "./training_layout.ts";

/** Units (vectors of rows or LUTs) that a thread claims at a time. */
const CLAIM = 4;

/** The stages. Stage 0 packs the rows, stage n trains layer n - 1. */
export const LAYER_STAGES: Stages<TrainingLayout> = {
  count: ({ layers }) => layers.length + 1,
  units: ({ vectors, layers }, stage) => stage === 0 ? vectors : layers[stage - 1]!.width,
  claim: () => CLAIM,
  work(kernels, layout, stage, from, to, thread) {
    const scratch = layout.scratch[thread]!;
    if (stage > 0) {
      const { record } = layout.layers[stage - 1]!;
      return kernels.trainLuts(record, from, to, histogramsOf(thread), scratch);
    }
    const { order, columns, features, vectors } = layout;
    kernels.packRows(order, columns, vectors * VECTOR_BYTES, features, from, to, scratch);
  },
};
