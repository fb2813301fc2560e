import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  BOOSTING_RECORD_BYTES,
  type BoostingRecord,
  readBoostingRecord,
  writeBoostingRecord,
} from "../../../lib/kernels/records/boosting.ts";
import {
  CHOICE_RECORD_BYTES,
  type ChoiceRecord,
  readChoiceRecord,
  writeChoiceRecord,
} from "../../../lib/kernels/records/choice.ts";
import {
  LAYER_RECORD_BYTES,
  readLayerRecord,
  writeLayerRecord,
} from "../../../lib/kernels/records/layer.ts";
import { viewsOf } from "../../../lib/kernels/typescript/views.ts";

const PLACE = 64;

/** Memory full of ones. */
function filled(): ArrayBuffer {
  return new Uint8Array(256).fill(255).buffer;
}

/** Asserts that nothing was written but the bytes of a record. */
function assertWithin(buffer: ArrayBuffer, bytes: number): void {
  for (const [at, byte] of new Uint8Array(buffer).entries()) {
    if (at < PLACE || at >= PLACE + bytes) assertEquals(byte, 255, `byte ${at}`);
  }
}

describe("The record of a layer", () => {
  const known = {
    arity: 8,
    inputs: 2 ** 31 + 4,
    outputs: 12,
    wires: 16,
    tables: 20,
    columnBytes: 24,
    zeros: 28,
  };

  it("is read as it was written, a seed of 53 bits and a negative number too", () => {
    const buffer = filled();
    const record = {
      ...known,
      bytesOfOnes: 32,
      padding: -36,
      paddingRow: 40,
      number: 44,
      seed: 2 ** 53 - 2,
      luts: 48,
      surpluses: 52,
      hasFewRows: true,
      realRows: 56,
    };
    writeLayerRecord({ buffer }, PLACE, record);
    assertEquals(readLayerRecord(viewsOf(buffer), PLACE), record);
    assertWithin(buffer, LAYER_RECORD_BYTES);
  });

  it("has 0 where nothing was said", () => {
    const buffer = filled();
    writeLayerRecord({ buffer }, PLACE, known);
    const { seed, padding, realRows, hasFewRows } = readLayerRecord(viewsOf(buffer), PLACE);
    assertEquals([seed, padding, realRows, hasFewRows], [0, 0, 0, false]);
  });
});

describe("The record of a boosting run", () => {
  it("is read as it was written, in words one behind the other", () => {
    const buffer = filled();
    const record: BoostingRecord = {
      arity: 1,
      tables: 2,
      copies: 3,
      columnBytes: 4,
      classes: 5,
      splitCount: 6,
      splits: 7,
      wired: 8,
      wiredLabels: 9,
      labels: 10,
      addresses: 11,
      gradients: 12,
      scores: 13,
      sums: 14,
      entries: 15,
      damping: 0.5,
      halvings: 1.25,
      batch: 18,
      choice: 19,
    };
    writeBoostingRecord({ buffer }, PLACE, record);
    assertEquals(readBoostingRecord(viewsOf(buffer), PLACE), record);
    const words = [...new Uint32Array(buffer, PLACE, 15)];
    assertEquals(words, Array.from({ length: 15 }, (_, word) => word + 1));
    assertWithin(buffer, BOOSTING_RECORD_BYTES);
  });
});

describe("The record of what wires are chosen by", () => {
  it("is read as it was written, in words one behind the other", () => {
    const buffer = filled();
    const record: ChoiceRecord = {
      candidates: 1,
      listed: 2,
      lists: 3,
      features: 4,
      columns: 5,
      samples: 6,
      sampleCount: 7,
      sampleBytes: 8,
      wires: 9,
    };
    writeChoiceRecord({ buffer }, PLACE, record);
    assertEquals(readChoiceRecord(viewsOf(buffer), PLACE), record);
    const words = [...new Uint32Array(buffer, PLACE, 9)];
    assertEquals(words, Array.from({ length: 9 }, (_, word) => word + 1));
    assertWithin(buffer, CHOICE_RECORD_BYTES);
  });
});
