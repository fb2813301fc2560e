/**
 * Seeded random data of many classes and boosted tables put together by hand, for tests.
 *
 * @module
 */
import { bitAt, setBit, zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import type { BoostedTables } from "../../../../lib/kinds/boosted/model.ts";
import type { DataSet } from "../../../../lib/rows/data_set.ts";
import { randomMatrix, randomStream } from "../../random_data.ts";

/** What random data are like. */
export interface ManyPlan {
  readonly rows: number;
  readonly features: number;
  readonly classes: number;
}

/** Rows that look like one of a few drawings for each class, with every eighth bit wrong. */
export function randomClasses(seed: number, { rows: count, features, classes }: ManyPlan): DataSet {
  const random = randomStream(seed, 1);
  const drawings = randomMatrix(seed, 2 * classes, features);
  const rows = zeroMatrix(count, features);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const drawing = row < classes ? row : random.below(2 * classes);
    labels[row] = drawing % classes;
    for (let column = 0; column < features; column++) {
      const isWrong = random.below(8) === 0 ? 1 : 0;
      if (bitAt(drawings, drawing, column) ^ isWrong) setBit(rows, row, column);
    }
  }
  return { rows, labels, classes: Array.from({ length: classes }, (_, index) => `class ${index}`) };
}

/** What random tables are like. */
export interface TablesPlan {
  readonly features: number;
  readonly classes: number;
  readonly width: number;
  readonly arity: number;
  readonly splits: number;
}

/** Tables of random wires, entries and splits. */
export function randomTables(
  seed: number,
  { features, classes, width, arity, splits: count }: TablesPlan,
  more: Partial<BoostedTables> = {},
): BoostedTables {
  const random = randomStream(seed, 2);
  const wires = new Uint16Array(width * arity);
  for (let table = 0; table < width; table++) {
    const drawn = new Set<number>();
    while (drawn.size < arity) drawn.add(random.below(features));
    wires.set([...drawn], table * arity);
  }
  const entries = new Int8Array(width << arity).map(() => random.below(255) - 127);
  const splits = new Uint8Array(count * classes).map(() => random.below(2));
  for (let split = 0; split < count; split++) {
    const one = random.below(classes);
    splits[split * classes + one] = 1;
    splits[split * classes + (one + 1) % classes] = 0;
  }
  if (classes === 2) splits.set([0, 1]);
  const names = Array.from({ length: classes }, (_, index) => `class ${index}`);
  return {
    ...{ kind: "boosted", features, classes: names, arity, width, wires, entries, splits },
    ...{ scale: 1 + random.below(3000), metadata: { seed: String(seed) } },
    ...more,
  };
}
