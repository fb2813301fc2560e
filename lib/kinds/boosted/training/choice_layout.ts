/**
 * What wires are chosen by, laid out in the memory of the kernels beside the run
 * (`training_layout.ts`): the features that are tried, where their columns lie, and the samples of the
 * rows that judge them.
 *
 * @module
 */

import { choosingScratchBytes } from "../../../kernels/boosting_memory.ts";
import { VECTOR_BYTES } from "../../../kernels/kernels.ts";
import type { MemoryPlan } from "../../../kernels/memory_plan.ts";
import { CHOICE_RECORD_BYTES, writeChoiceRecord } from "../../../kernels/records/choice.ts";
import { checkImages } from "../../../rows/input_shape.ts";
import type { BoostedSettings } from "../settings.ts";
import {
  choosesWires,
  countListed,
  drawSamples,
  GROUP_ROWS,
  mostGroups,
  SAMPLES,
} from "./choosing.ts";
import type { Copy } from "./copies.ts";

/** Places of what wires are chosen by; all of them 0 if wires are drawn. */
export interface ChoicePlaces {
  /** Bytes of scratch memory that it takes a thread. */
  readonly scratch: number;
  readonly record: number;
  readonly lists: number;
  readonly columns: number;
  readonly samples: number;
  readonly wires: number;
}

/** Bytes of a sample's columns, with room for the groups of so many rows. */
function sampleBytes(rows: number, copies: number, settings: BoostedSettings): number {
  const groups = Math.min(mostGroups(settings), copies * Math.ceil(rows / GROUP_ROWS));
  return Math.ceil(groups / VECTOR_BYTES) * VECTOR_BYTES;
}

/** Makes room in the memory of a run. */
export function planChoice(
  plan: MemoryPlan,
  rows: number,
  features: number,
  copies: number,
  settings: BoostedSettings,
): ChoicePlaces {
  if (!choosesWires(settings)) {
    return { scratch: 0, record: 0, lists: 0, columns: 0, samples: 0, wires: 0 };
  }
  const { tables, arity } = settings;
  const listed = countListed(settings, checkImages(features, settings));
  const bytes = sampleBytes(rows, copies, settings);
  return {
    scratch: choosingScratchBytes(arity, settings.candidates!, bytes),
    record: plan.take(CHOICE_RECORD_BYTES),
    lists: plan.take(2 * tables * arity * listed),
    columns: plan.take(4 * copies * features),
    samples: plan.take(4 * SAMPLES * (copies + 1 + bytes)),
    wires: plan.take(2 * tables * arity),
  };
}

/** What is written there. */
export interface Choice {
  /** tables x arity x listed features (`drawCandidates`). */
  readonly lists: Uint16Array;
  readonly copies: readonly Copy[];
  /** Rows that there is room for, and those that are trained on, which lie before the others. */
  readonly rows: number;
  readonly counted: number;
  readonly features: number;
  /** Where the column of a feature of a copy lies. */
  columnOf(feature: number, copy: Copy): number;
}

/** Writes what wires are chosen by. */
export function writeChoice(
  memory: { readonly buffer: ArrayBuffer | SharedArrayBuffer },
  places: ChoicePlaces,
  { lists, copies, rows, counted, features, columnOf }: Choice,
  settings: BoostedSettings,
): void {
  const { buffer } = memory;
  const { tables, arity, candidates = 1 } = settings;
  const bytes = sampleBytes(rows, copies.length, settings);
  new Uint16Array(buffer, places.lists, lists.length).set(lists);
  const columns = new Uint32Array(buffer, places.columns, copies.length * features);
  copies.forEach((copy, at) => {
    for (let feature = 0; feature < features; feature++) {
      columns[at * features + feature] = columnOf(feature, copy);
    }
  });
  const words = copies.length + 1 + bytes;
  const groups = Math.ceil(counted / GROUP_ROWS);
  drawSamples(copies.length * groups, settings).forEach((sample, at) => {
    const out = new Uint32Array(buffer, places.samples + 4 * at * words, words);
    for (let copy = 0; copy <= copies.length; copy++) {
      const first = sample.findIndex((group) => group >= copy * groups);
      out[copy] = first < 0 ? sample.length : first;
    }
    out.set(sample.map((group) => group % groups), copies.length + 1);
  });
  writeChoiceRecord(memory, places.record, {
    candidates,
    listed: lists.length / (tables * arity),
    lists: places.lists,
    features,
    columns: places.columns,
    samples: places.samples,
    sampleCount: SAMPLES,
    sampleBytes: bytes,
    wires: places.wires,
  });
}
