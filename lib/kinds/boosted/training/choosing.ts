/**
 * What is drawn for tables whose wires are chosen, before any row is looked at: for each wire the
 * features that are tried, and the rows by which they are judged. It depends on the settings, the seed
 * and the number of rows alone.
 *
 * @module
 */

import { DRAW_CANDIDATES, DRAW_SAMPLES, DRAW_WINDOWS, RandomStream } from "../../../random.ts";
import { checkImages, drawWindow } from "../../../rows/input_shape.ts";
import { LAYER } from "../drawing.ts";
import type { BoostedSettings } from "../settings.ts";

/** Rows of a group: those of a byte of a column. */
export const GROUP_ROWS = 8;
/** Groups of a sample for each candidate, at most: the more are compared, the more rows it takes. */
const GROUPS_EACH = 128;
/** Samples that tables look at by turns. */
export const SAMPLES = 64;
/** Of so many groups one is left out, where a sample may have nearly all of them. */
const LEFT_OUT_OF = 5;
/** Bits of one column of numbers or categories that are tried together. */
const BITS_OF_COLUMN = 6;

/** Most groups of a sample. */
export function mostGroups({ candidates = 1 }: BoostedSettings): number {
  return GROUPS_EACH * candidates;
}

/** True if wires are chosen; else they are drawn. */
export function choosesWires({ candidates = 1 }: BoostedSettings): boolean {
  return candidates > 1;
}

/**
 * Features that are drawn for a wire: so many that as many as are tried are none of the table's other
 * wires, and there are always enough.
 *
 * @param choice features that a table may read
 */
export function countListed({ candidates = 1, arity }: BoostedSettings, choice: number): number {
  return Math.min(choice, candidates + arity - 1);
}

/**
 * Draws the features that are tried for each wire. Where features are bits of columns, a column is
 * drawn first and then some bits of it, so that all columns are tried alike.
 *
 * @param columns bits of each column, if not one
 * @returns tables x arity x listed features, those of a wire distinct
 */
export function drawCandidates(
  features: number,
  settings: BoostedSettings,
  columns: readonly number[] | undefined,
): Uint16Array {
  const { tables, arity, seed, inputShape, patch } = settings;
  const firsts = columns && firstsOf(columns);
  const listed = countListed(settings, checkImages(features, settings));
  const lists = new Uint16Array(tables * arity * listed);
  // The number of the list that a feature was last written to.
  const seen = new Uint32Array(features);
  let list = 0;
  for (let table = 0; table < tables; table++) {
    const random = new RandomStream(seed, LAYER, table, DRAW_CANDIDATES);
    const window = patch === undefined
      ? undefined
      : drawWindow(inputShape!, patch, new RandomStream(seed, LAYER, table, DRAW_WINDOWS));
    const choice = window?.length ?? features;
    for (let wire = 0; wire < arity; wire++) {
      list++;
      const first = (list - 1) * listed;
      let at = first;
      const add = (feature: number) => {
        if (seen[feature] === list || at === first + listed) return;
        seen[feature] = list;
        lists[at++] = feature;
      };
      if (choice === listed) {
        for (let place = 0; place < choice; place++) add(window ? window[place]! : place);
      }
      while (at < first + listed) {
        if (!columns || window) {
          const place = random.below(choice);
          add(window ? window[place]! : place);
          continue;
        }
        const column = random.below(columns.length);
        const bits = columns[column]!;
        for (let bit = 0; bit < Math.min(bits, BITS_OF_COLUMN); bit++) {
          add(firsts![column]! + random.below(bits));
        }
      }
    }
  }
  return lists;
}

/** The first bit of each column. */
function firstsOf(columns: readonly number[]): number[] {
  let next = 0;
  return columns.map((bits) => (next += bits) - bits);
}

/**
 * Draws the samples: of each five groups all but one where there are few, else one of as many as make
 * them few. So a sample has rows from everywhere, in the order that they have.
 *
 * @param groups how many there are, copies included
 * @returns for each sample its groups, ascending
 */
export function drawSamples(groups: number, settings: BoostedSettings): Uint32Array[] {
  const most = mostGroups(settings);
  const hasMost = groups * (LEFT_OUT_OF - 1) / LEFT_OUT_OF <= most;
  const block = hasMost ? LEFT_OUT_OF : Math.ceil(groups / most);
  return Array.from({ length: SAMPLES }, (_, sample) => {
    const random = new RandomStream(settings.seed, LAYER, sample, DRAW_SAMPLES);
    const chosen: number[] = [];
    for (let first = 0; first < groups; first += block) {
      const drawn = first + random.below(block);
      for (let group = first; group < Math.min(first + block, groups); group++) {
        if ((group === drawn) !== hasMost) chosen.push(group);
      }
    }
    return Uint32Array.from(chosen);
  });
}
