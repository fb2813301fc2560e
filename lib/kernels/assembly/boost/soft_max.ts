// The softmax of some samples, four at a time (`lib/kernels/boosting_arithmetic.ts`, to the last bit).

import { classesOf, halvingsOf } from "./places";
import { CHUNK } from "../scratch";

/** Bytes of a column of probabilities, u16. */
const COLUMN: usize = CHUNK << 4;

/**
 * Writes the probability of each class, u16, as columns of so many bytes.
 *
 * @param scores the scores for class 0, i32; those for the next class are `stride` bytes on
 * @param out behind the columns there is room for 16 bytes a class
 */
export function refresh(run: usize, scores: usize, stride: usize, rows: i32, out: usize): void {
  const classes = classesOf(run);
  const halvings = f32x4.splat(halvingsOf(run));
  const mostHalvings = f32x4.splat(126);
  const weights = out + <usize> classes * COLUMN;
  const end = weights + (classes << 4);
  const p4 = f32x4.splat(0.006850985);
  const p3 = f32x4.splat(-0.05327609);
  const p2 = f32x4.splat(0.23949727);
  const p1 = f32x4.splat(-0.69307214);
  const one = f32x4.splat(1);
  const bias = i32x4.splat(127);
  for (let row = 0; row < rows; row += 4, scores += 16, out += 8) {
    let largest = v128.load(scores);
    for (let index = 1, at = scores + stride; index < classes; index++, at += stride) {
      largest = i32x4.max_s(largest, v128.load(at));
    }
    let total = f32x4.splat(0);
    for (let weight = weights, at = scores; weight < end; weight += 16, at += stride) {
      const distance = f32x4.convert_i32x4_s(i32x4.sub(largest, v128.load(at)));
      const exponent = f32x4.pmin(f32x4.mul(distance, halvings), mostHalvings);
      const whole = f32x4.trunc(exponent);
      const f = f32x4.sub(exponent, whole);
      let p = f32x4.add(f32x4.mul(p4, f), p3);
      p = f32x4.add(f32x4.mul(p, f), p2);
      p = f32x4.add(f32x4.mul(p, f), p1);
      p = f32x4.add(f32x4.mul(p, f), one);
      p = f32x4.mul(p, i32x4.shl(i32x4.sub(bias, toIntegers(whole)), 23));
      v128.store(weight, p);
      total = f32x4.add(total, p);
    }
    const share = f32x4.div(f32x4.splat(32768), total);
    for (let weight = weights, at = out; weight < end; weight += 16, at += COLUMN) {
      const probability = toIntegers(f32x4.mul(v128.load(weight), share));
      v128.store_lane<u64>(at, i16x8.narrow_i32x4_u(probability, probability), 0);
    }
  }
}

/** Numbers within 31 bits without what is behind the point. */
// @ts-ignore: decorator
@inline
export function toIntegers(numbers: v128): v128 {
  // Within the range the relaxed operation is the same on every processor.
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_trunc_f32x4_s(numbers);
  return i32x4.trunc_sat_f32x4_s(numbers);
}
