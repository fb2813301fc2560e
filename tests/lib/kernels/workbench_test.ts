import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { BitMatrix } from "../../../lib/rows/bit_matrix.ts";
import { borrowWorkbench, KEEP_BYTES, returnWorkbench } from "../../../lib/kernels/workbench.ts";
import { predictByDefinition, trainByDefinition } from "../../../lib/kinds/network/oracle.ts";
import { predictBatch } from "../../../lib/kinds/network/predict_batch.ts";
import { trainNetwork } from "../../../lib/kinds/network/train.ts";
import { assertSameNetwork } from "../assertions.ts";
import { type NetworkPlan, randomData, randomMatrix, randomNetwork } from "../random_data.ts";

/** A network with rows and the answers for them. */
function example(seed: number, plan: NetworkPlan, count = 150) {
  const network = randomNetwork(seed, plan);
  const rows = randomMatrix(seed + 1, count, plan.features);
  return { network, rows, answers: predictByDefinition(network, rows) };
}

const A = example(1, { features: 30, layers: [{ width: 40, arity: 5 }, { width: 1, arity: 9 }] });
const B = example(2, { features: 70, layers: [{ width: 50, arity: 12 }, { width: 1, arity: 4 }] });

const SHAPE = { hiddenLayers: 2, width: 60, arity: 4 };
const DATA = randomData(3, { rows: 300, features: 40 });
const TRAINED = trainByDefinition(DATA, SHAPE, 1);

/** Asserts that predicting an example on the kernels at hand gives its answers. */
function assertAnswers({ network, rows, answers }: typeof A): void {
  assertEquals(predictBatch(network, rows), answers);
}

describe("predictBatch() and trainNetwork() on the kernels at hand", () => {
  it("give the same in any order", () => {
    for (const next of [A, B, A, A, B, TRAINED, B, TRAINED, TRAINED, A, TRAINED, A]) {
      if (next === TRAINED) {
        const { network } = trainNetwork(DATA, SHAPE, 1, { unpruned: true });
        assertSameNetwork(network, TRAINED);
      } else assertAnswers(next as typeof A);
    }
  });

  it("give the same for another number of rows each time", () => {
    for (const count of [150, 5, 128, 129, 6, 150]) {
      const { stride, bytes, columns } = A.rows;
      const rows: BitMatrix = {
        ...{ rows: count, columns, stride },
        bytes: bytes.subarray(0, count * stride),
      };
      assertEquals(predictBatch(A.network, rows), predictByDefinition(A.network, rows));
    }
  });

  it("give the same when progress of a training predicts and trains", () => {
    assertAnswers(A);
    let calls = 0;
    const onProgress = () => {
      assertAnswers(calls++ % 2 ? A : B);
      if (calls === 3) trainNetwork(randomData(4, { rows: 50, features: 10 }), SHAPE, 2);
    };
    const { network } = trainNetwork(DATA, SHAPE, 1, { unpruned: true, onProgress });
    assertSameNetwork(network, TRAINED);
    assertAnswers(A);
    assertAnswers(B);
  });

  it("give the same after progress that throws", () => {
    assertAnswers(A);
    const onProgress = ({ fraction }: { fraction: number }) => {
      if (fraction > 0.3) throw new Error("Enough");
    };
    assertThrows(() => trainNetwork(DATA, SHAPE, 1, { onProgress }), Error, "Enough");
    assertAnswers(A);
    assertSameNetwork(trainNetwork(DATA, SHAPE, 1, { unpruned: true }).network, TRAINED);
  });

  it("give the same between the smallest network and a large one", () => {
    const wide = { width: 65_536, arity: 2 };
    const large = example(5, { features: 65_536, layers: [wide, { width: 1, arity: 16 }] }, 6);
    const small = example(6, { features: 1, layers: [{ width: 1, arity: 1 }] });
    for (const next of [small, large, small, A, large, B]) assertAnswers(next);
  });

  it("give the same after a call that took more memory than is kept", () => {
    for (const next of [A, B]) {
      assertAnswers(A);
      const workbench = borrowWorkbench();
      workbench.kernels.reserve(KEEP_BYTES + 1);
      returnWorkbench(workbench);
      assertAnswers(next);
    }
  });
});

describe("borrowWorkbench()", () => {
  it("lends what was returned, and to two borrowers not the same", () => {
    const first = borrowWorkbench();
    const second = borrowWorkbench();
    assert(second.kernels !== first.kernels);
    returnWorkbench(second);
    assertStrictEquals(borrowWorkbench(), second);
    returnWorkbench(first);
    assertStrictEquals(borrowWorkbench(), first);
    returnWorkbench(first);
  });

  it("does not keep kernels whose memory has grown large", () => {
    const workbench = borrowWorkbench();
    workbench.kernels.reserve(KEEP_BYTES + 1);
    returnWorkbench(workbench);
    const next = borrowWorkbench();
    assert(next.kernels !== workbench.kernels);
    returnWorkbench(next);
  });
});
