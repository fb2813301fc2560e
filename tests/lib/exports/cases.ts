/**
 * What every export is tried on: the paper's network on MNIST (trained on made-up digits of the same
 * size where MNIST is absent) and fifty random networks of odd shapes, each with rows, and with what
 * the library answers for them.
 *
 * @module
 */
import { type BitMatrix, selectRows, setBit, zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import { decodeNetwork } from "../../../lib/kinds/network/decode.ts";
import { encodeNetwork } from "../../../lib/kinds/network/encode.ts";
import type { ExportSource } from "../../../lib/exports/exported.ts";
import type { Model } from "../../../lib/any_model.ts";
import type { Network } from "../../../lib/kinds/network/model.ts";
import { predictBatch, predictMargins } from "../../../lib/kinds/network/predict_batch.ts";
import { DEFAULT_SHAPE } from "../../../lib/kinds/network/shape.ts";
import { trainNetwork } from "../../../lib/kinds/network/train.ts";
import { loadDigits } from "../../../bench/digits.ts";
import { sha256 } from "../../golden/golden.ts";
import { type NetworkPlan, randomNetwork, randomStream } from "../random_data.ts";

/** A model to export, rows to ask it about, and the answers. */
export interface AskedCase<Of extends Model = Model> extends ExportSource<Of> {
  readonly rows: BitMatrix;
  /** rows: index of the class. */
  readonly labels: Uint8Array;
  /** rows x classes. */
  readonly scores: Float64Array;
}

/** A network to export. */
export interface ExportCase extends AskedCase<Network> {
  /** rows: the margin of the predicted class. */
  readonly margins: Uint16Array;
}

/** Rows of each case: no multiple of 128, so that the last vector is not full. */
export const CASE_ROWS = 1_003;

/** How many random networks there are. */
export const RANDOM_CASES = 50;

/** The paper's network, k = 8, and images of the test set. */
export async function canonicalCase(): Promise<ExportCase> {
  const { training, test } = await loadDigits();
  const { network } = trainNetwork(training, DEFAULT_SHAPE, 1);
  const first = selectRows(test.rows, Uint32Array.from({ length: CASE_ROWS }, (_, row) => row));
  return await caseOf("digits", { ...network, classes: ["0 to 4", "5 to 9"] }, first);
}

/** Fifty random networks: every arity, one layer, widths that are no multiple of 8, odd names. */
export async function randomCases(): Promise<ExportCase[]> {
  return await Promise.all(Array.from({ length: RANDOM_CASES }, async (_, index) => {
    const plan = planOf(index);
    const network = randomNetwork(index, plan, {
      classes: NAMES[index % NAMES.length]!,
      metadata: index % 3 === 0 ? { seed: String(index), "*/": "\u2028\"'\\" } : {},
    });
    return await caseOf(modelName(index), network, mixedRows(index, plan.features));
  }));
}

/** A case of a network and rows: what its blob decodes to, and the library's answers. */
export async function caseOf(
  name: string,
  unpruned: Network,
  rows: BitMatrix,
): Promise<ExportCase> {
  const blob = encodeNetwork(unpruned);
  const model = decodeNetwork(blob);
  const { labels, margins } = predictMargins(model, rows);
  const { scores } = predictBatch(model, rows);
  return {
    name,
    version: await sha256(blob),
    blob,
    model,
    rows,
    labels,
    margins,
    scores,
  };
}

/** Names of classes that code must not trip over. */
const NAMES: readonly (readonly string[])[] = [
  ["no", "yes"],
  ["*/ /* -->", "</script>"],
  ['"quoted\\', "`${1}`"],
  ["\u00e4\u00f6\u00fc", "\u{1f600}"],
  ["line\nbreak\r\u2028", "\\"],
  ["endmodule", "??/"],
  ["\ufeffmark", "0"],
];

/** Names of models: an identifier cannot be made of each as it stands. */
function modelName(index: number): string {
  return [`net${index}`, `${index}-net.v1`, `Net_${index}.x`, `int.${index}`][index % 4]!;
}

/** A shape for each index: arities 1 to 16 all come up, in the output layer too. */
function planOf(index: number): NetworkPlan {
  const random = randomStream(index, 7);
  const hidden = index % 5 === 0 ? 0 : 1 + random.below(4);
  const most = (index % 16) + 1;
  const features = most + random.below(index % 7 === 0 ? 300 : 40);
  let below = features;
  const layers = Array.from({ length: hidden + 1 }, (_, layer) => {
    const isLast = layer === hidden;
    const wanted = layer === 0 || isLast ? most : 1 + random.below(16);
    const arity = Math.min(wanted, below);
    // Wide tables take much room as text: few LUTs of them.
    const width = isLast ? 1 : arity > 12 ? 5 + random.below(13) : 3 + random.below(60);
    below = width;
    return { width, arity };
  });
  return { features, layers };
}

/** Random rows: each has a share of ones of its own, from none to all. */
export function mixedRows(seed: number, features: number, count: number = CASE_ROWS): BitMatrix {
  const random = randomStream(seed, 9);
  const rows = zeroMatrix(count, features);
  for (let row = 0; row < count; row++) {
    const ones = row % 17;
    for (let column = 0; column < features; column++) {
      if (random.below(16) < ones) setBit(rows, row, column);
    }
  }
  return rows;
}
