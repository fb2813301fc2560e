import { LAYER_STAGES } from "../../../lib/kinds/network/training/stages.ts";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { createKernels } from "../../../lib/kernels/choose.ts";
import { histogramsOf, type Kernels, VECTOR_BYTES } from "../../../lib/kernels/kernels.ts";
import { sharedMemory, WebAssemblyKernels } from "../../../lib/kernels/webassembly.ts";
import { tableBytes } from "../../../lib/kinds/network/model.ts";
import { trainByDefinition } from "../../../lib/kinds/network/oracle.ts";
import {
  layOutTraining,
  type TrainingLayout,
} from "../../../lib/kinds/network/training/training_layout.ts";
import { callOff, runStages, TeamStalledError } from "../../../lib/threads/stages.ts";
import { drawWiring } from "../../../lib/kinds/network/training/wiring.ts";
import { assertSameNumbers } from "../assertions.ts";
import { randomData } from "../random_data.ts";

const SHAPE = { hiddenLayers: 3, width: 45, arity: 7 };
const DATA = randomData(1, { rows: 2500, features: 30 });
const DEFINED = trainByDefinition(DATA, SHAPE, 1);

/** Lays the run out for three threads. */
function layOut(kernels: Kernels): TrainingLayout {
  return layOutTraining(kernels, DATA, drawWiring(30, SHAPE, 1), 1, 3);
}

/** For each stage the units claimed and the units done. */
function countersOf(kernels: Kernels, layout: TrainingLayout): Int32Array {
  return new Int32Array(kernels.buffer, layout.control, 2 * (layout.layers.length + 1));
}

/** Asserts that the tables of a run are those of the definition. */
function assertTrained(kernels: Kernels, layout: TrainingLayout): void {
  for (const [index, { arity, width, tables }] of DEFINED.layers.entries()) {
    const { tables: at } = layout.layers[index]!;
    const actual = new Uint8Array(kernels.buffer, at, width * tableBytes(arity));
    assertSameNumbers(actual, tables, `tables of layer ${index + 1}`);
  }
}

/** Another thread, played by hand: claims some units of a stage and does them. */
function helpOut(
  kernels: Kernels,
  layout: TrainingLayout,
  stage: number,
  count: number,
  thread: number,
): void {
  const units = stage === 0 ? layout.vectors : layout.layers[stage - 1]!.width;
  const counters = countersOf(kernels, layout);
  const from = Atomics.add(counters, 2 * stage, count);
  const to = Math.min(from + count, units);
  if (from >= to) return;
  const scratch = layout.scratch[thread]!;
  if (stage > 0) {
    kernels.trainLuts(layout.layers[stage - 1]!.record, from, to, histogramsOf(thread), scratch);
  } else {
    const columnBytes = layout.vectors * VECTOR_BYTES;
    kernels.packRows(layout.order, layout.columns, columnBytes, layout.features, from, to, scratch);
  }
  Atomics.add(counters, 2 * stage + 1, to - from);
}

describe("runStages()", () => {
  for (const name of ["relaxed-simd", "simd", "typescript"] as const) {
    it(`does the whole run alone with ${name} kernels, and again`, () => {
      const kernels = createKernels(name);
      for (let run = 0; run < 2; run++) {
        const layout = layOut(kernels);
        const done: number[] = [];
        runStages(kernels, layout, LAYER_STAGES, 0, (stage, units) => done[stage] = units);
        assertTrained(kernels, layout);
        assertEquals(done, [layout.vectors, 45, 45, 45, 1]);
      }
    });
  }

  for (const count of [1, 3, 8, 100]) {
    it(`shares the run with threads that claim ${count} units at a time`, () => {
      const memory = sharedMemory();
      const kernels = new WebAssemblyKernels("relaxed-simd", memory);
      const layout = layOut(kernels);
      const helpers = [kernels, new WebAssemblyKernels("simd", memory)];
      runStages(kernels, layout, LAYER_STAGES, 0, (stage) => {
        for (const [i, helper] of helpers.entries()) helpOut(helper, layout, stage, count, i + 1);
      });
      assertTrained(kernels, layout);
    });
  }

  it("throws if another thread has claimed a unit of any stage and does not get it done", () => {
    for (let stage = 0; stage <= SHAPE.hiddenLayers + 1; stage++) {
      const kernels = new WebAssemblyKernels("simd", sharedMemory());
      const layout = layOut(kernels);
      Atomics.add(countersOf(kernels, layout), 2 * stage, 1);
      assertThrows(
        () => runStages(kernels, layout, LAYER_STAGES, 0, () => {}, 1),
        TeamStalledError,
        "1 units of a training are claimed and not done",
      );
    }
  });
});

describe("callOff()", () => {
  /** The bytes of the tables of each layer, of which none is there before it is trained. */
  const trainedLayers = (kernels: Kernels, layout: TrainingLayout) =>
    layout.layers.map(({ tables, width }) =>
      new Uint8Array(kernels.buffer, tables, width * tableBytes(SHAPE.arity)).some((byte) => byte)
    );

  it("lets threads that come later leave without doing anything", () => {
    const kernels = new WebAssemblyKernels("simd", sharedMemory());
    const layout = layOut(kernels);
    callOff(kernels, layout, LAYER_STAGES);
    runStages(kernels, layout, LAYER_STAGES, 0, () => {}, 1);
    assertEquals(trainedLayers(kernels, layout), [false, false, false, false]);
  });

  it("lets a thread in the middle of a run leave before the next layer", () => {
    const kernels = new WebAssemblyKernels("simd", sharedMemory());
    const layout = layOut(kernels);
    runStages(kernels, layout, LAYER_STAGES, 1, (stage) => {
      if (stage === 2) callOff(kernels, layout, LAYER_STAGES);
    }, 1);
    assertEquals(trainedLayers(kernels, layout), [true, true, false, false]);
  });
});
