/* Philox4x32-10, as lib/random.ts has it: every draw is a function of the seed and of what is drawn. */
#ifndef PHILOX_H
#define PHILOX_H
#include <stdint.h>

enum { DRAW_WIRES = 0, DRAW_TIES = 1 };

typedef struct {
  uint64_t seed;
  uint32_t layer, lut, purpose, next;
  uint32_t block[4];
} stream;

static inline void philox_block(const stream *s, uint32_t index, uint32_t out[4]) {
  uint32_t c0 = index, c1 = s->lut, c2 = s->layer, c3 = s->purpose;
  uint32_t k0 = (uint32_t)s->seed, k1 = (uint32_t)(s->seed >> 32);
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xd2511f53 * c0, p1 = (uint64_t)0xcd9e8d57 * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)p1;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)p0;
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

static inline uint32_t draw_word(stream *s) {
  uint32_t slot = s->next & 3;
  if (slot == 0) philox_block(s, s->next >> 2, s->block);
  s->next++;
  return s->block[slot];
}

/* A uniform integer below n. */
static inline uint32_t draw_below(stream *s, uint32_t n) {
  uint32_t mask = n == 1 ? 0 : 0xffffffffu >> __builtin_clz(n - 1);
  for (;;) {
    uint32_t value = draw_word(s) & mask;
    if (value < n) return value;
  }
}
#endif
