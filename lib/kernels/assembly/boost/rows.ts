// Boosting, some samples: what a batch of tables changes in their scores, and then, from the scores,
// the gradients for the next batch.

import {
  addressesAt, arityOf, batchOf, classesOf, columnBytesOf, dampingOf, gradientsAt, gradientsOf,
  labelsOf, ONE, samplesOf, scoresOf, splitCountOf, splitsOf, spread, sumsAt, tablesOf,
  wiredLabelsOf,
} from "./places";
import { findAddresses } from "./table";
import { CHUNK, COUNTERS } from "../scratch";
import { clear } from "../vectors";
import { refresh, toIntegers } from "./soft_max";

/** Most rows of a chunk. */
const ROWS: i32 = CHUNK << 3;

// Places in the scratch memory.
/** What a table changes in the rows of a chunk, i32. */
const CHANGES: usize = COUNTERS;
/** For each row, u16, bit t: whether its class is in the half of table t of the batch. */
const MEMBERS: usize = CHANGES + 4 * ROWS;
/** The same for each of 256 labels. */
const LABELS: usize = MEMBERS + 2 * ROWS;
/** Addresses, u32, of the columns of the classes that are in a half. */
const HALF: usize = LABELS + 1024;
/** Probabilities, u16: a column for each class. Behind them the refresh has its own scratch. */
const PROBABILITIES: usize = HALF + 1024;

/** Writes the labels of the rows in the bytes `from` to `to` of the columns. */
export function boostLabels(run: usize, from: i32, to: i32, scratch: usize): void {
  for (let at = from; at < to; at += CHUNK) {
    const end = min(at + CHUNK, to);
    findAddresses(wiredLabelsOf(run), 10, at, end, labelsOf(run) + (at << 4), scratch);
  }
}

/**
 * Changes the scores of one chunk of samples as a batch of tables says, and writes the gradients of
 * the next one.
 *
 * @param batch -1 sets the scores to zero instead
 * @param chunk chunks do not span copies, so each copy has ceil(bytes of a column / 256)
 */
export function boostRows(run: usize, batch: i32, chunk: i32, scratch: usize): void {
  const bytes = columnBytesOf(run);
  const chunks = (bytes + CHUNK - 1) / CHUNK;
  const at = (chunk % chunks) * CHUNK;
  const rows = min(CHUNK, bytes - at) << 3;
  const row = at << 3;
  const sample = ((chunk / chunks) * bytes << 3) + row;
  const size = batchOf(run);
  const first = batch * size;
  if (batch < 0) {
    for (let index = 0; index < classesOf(run); index++) {
      clear(scoresAt(run, index, sample), rows << 2);
    }
  } else {
    const last = min(first + size, tablesOf(run));
    for (let table = first; table < last; table++) {
      findChanges(run, table, sample, rows, scratch + CHANGES);
      changeScores(run, table, sample, rows, scratch + CHANGES);
    }
  }
  if (first + size >= tablesOf(run)) return;
  refresh(run, scoresAt(run, 0, sample), samplesOf(run) << 2, rows, scratch + PROBABILITIES);
  findMembers(run, first + size, labelsOf(run) + (row << 1), rows, scratch);
  writeGradients(run, first + size, labelsOf(run) + (row << 1), sample, rows, scratch);
}

/** Address of the scores for a class from a sample on. */
// @ts-ignore: decorator
@inline
function scoresAt(run: usize, index: i32, sample: i32): usize {
  return scoresOf(run) + ((<usize> index * samplesOf(run) + sample) << 2);
}

/** Address of the bytes that say which classes the half of a table has. */
// @ts-ignore: decorator
@inline
function halfAt(run: usize, table: i32): usize {
  return splitsOf(run) + (table % splitCountOf(run)) * classesOf(run);
}

/** Writes what a table changes in each sample, leaving its own share out. */
function findChanges(run: usize, table: i32, sample: i32, rows: i32, out: usize): void {
  const sums = sumsAt(run, table);
  const damping = f32x4.splat(dampingOf(run));
  const parts = f32x4.splat(4096);
  const most = f32x4.splat(16383);
  const least = f32x4.splat(-16383);
  const one = i32x4.splat(ONE);
  let addresses = addressesAt(run, table) + (sample << 1);
  let gradients = gradientsAt(run, table) + (sample << 1);
  for (const end = out + (rows << 2); out < end; out += 16, addresses += 8, gradients += 8) {
    const four = load<u64>(addresses);
    const two = <u32> four;
    const next = <u32> (four >> 32);
    let ab = v128.load64_zero(sums + ((two & 0xffff) << 3));
    ab = v128.load_lane<u64>(sums + ((two >> 16) << 3), ab, 1);
    let cd = v128.load64_zero(sums + ((next & 0xffff) << 3));
    cd = v128.load_lane<u64>(sums + ((next >> 16) << 3), cd, 1);
    const own = v128.load_ext<i16>(gradients);
    const pull = f32x4.sub(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), f32x4.convert_i32x4_s(own));
    const others = f32x4.add(
      f32x4.sub(v128.shuffle<f32>(ab, cd, 1, 3, 5, 7), f32x4.convert_i32x4_s(spread(own, one))),
      damping,
    );
    const change = f32x4.mul(f32x4.div(pull, others), parts);
    v128.store(out, toIntegers(f32x4.pmax(f32x4.pmin(change, most), least)));
  }
}

/** Adds the changes to the scores for each class that is in the table's half. */
function changeScores(run: usize, table: i32, sample: i32, rows: i32, changes: usize): void {
  const half = halfAt(run, table);
  for (let index = 0; index < classesOf(run); index++) {
    if (load<u8>(half + index) == 0) continue;
    const scores = scoresAt(run, index, sample);
    for (let at: usize = 0; at < <usize> rows << 2; at += 32) {
      v128.store(scores + at, i32x4.add(v128.load(scores + at), v128.load(changes + at)));
      v128.store(scores + at, i32x4.add(v128.load(scores + at, 16), v128.load(changes + at, 16)), 16);
    }
  }
}

/** Writes which halves of a batch each row's class is in. */
function findMembers(run: usize, first: i32, labels: usize, rows: i32, scratch: usize): void {
  const known = scratch + LABELS;
  const classes = classesOf(run);
  clear(known, 512);
  for (let t = 0; t < batchOf(run); t++) {
    const half = halfAt(run, bitTable(run, first, t));
    for (let index = 0; index < classes; index++) {
      const at = known + (index << 1);
      store<u16>(at, <u32> load<u16>(at) | (<u32> load<u8>(half + index) << t));
    }
  }
  for (let row = 0; row < rows; row++) {
    const label: u32 = load<u16>(labels + (row << 1));
    store<u16>(scratch + MEMBERS + (row << 1), load<u16>(known + ((label & 0xff) << 1)));
  }
}

/** A table with the gradients of column `t`: that of the batch, or any of split t if there are few. */
// @ts-ignore: decorator
@inline
function bitTable(run: usize, first: i32, t: i32): i32 {
  return splitCountOf(run) < batchOf(run) ? t : first + t;
}

/** Writes the gradients of a batch, zeros for rows that are not counted. */
function writeGradients(
  run: usize,
  first: i32,
  labels: usize,
  sample: i32,
  rows: i32,
  scratch: usize,
): void {
  const one = i16x8.splat(<i16> ONE);
  const two = i16x8.splat(2);
  const uncounted = i16x8.splat(256);
  const members = scratch + MEMBERS;
  const columns = min(batchOf(run), splitCountOf(run));
  for (let column = 0; column < columns; column++) {
    const half = halfAt(run, bitTable(run, first, column));
    let end = scratch + HALF;
    for (let index = 0; index < classesOf(run); index++) {
      if (load<u8>(half + index) == 0) continue;
      store<u32>(end, <u32> (scratch + PROBABILITIES) + index * (ROWS << 1));
      end += 4;
    }
    const mask: i32 = 1 << column;
    const bit = i16x8.splat(<i16> mask);
    const out = gradientsOf(run) + ((column * samplesOf(run) + sample) << 1);
    for (let at: usize = 0; at < <usize> rows << 1; at += 16) {
      let sum = two;
      for (let next = scratch + HALF; next < end; next += 4) {
        sum = i16x8.add(sum, v128.load(<usize> load<u32>(next) + at));
      }
      const probability = i16x8.min_u(one, i16x8.shr_u(sum, 2));
      const isMember = i16x8.eq(v128.and(v128.load(members + at), bit), bit);
      const gradient = i16x8.sub(v128.and(isMember, one), probability);
      v128.store(out + at, v128.and(gradient, i16x8.lt_u(v128.load(labels + at), uncounted)));
    }
  }
}
