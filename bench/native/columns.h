/* Rows to columns of bits, 128 rows a vector, and the steps of a bit transposition. */
#ifndef COLUMNS_H
#define COLUMNS_H
#include <immintrin.h>
#include "network.h"

typedef __m128i vec;

#define LOAD(p) _mm_load_si128((const vec *)(p))
#define STORE(p, v) _mm_store_si128((vec *)(p), v)

/* Swaps bits between a, shifted down, and b. */
#define SWAP(a, b, shift, mask)                                                     \
  do {                                                                              \
    vec t = _mm_and_si128(_mm_xor_si128(_mm_srli_epi16(a, shift), b), mask);        \
    b = _mm_xor_si128(b, t);                                                        \
    a = _mm_xor_si128(a, _mm_slli_epi16(t, shift));                                 \
  } while (0)

/* An 8 x 8 bit transposition in each byte place of w[0] to w[7]. */
static inline __attribute__((always_inline)) void transpose_bits(vec w[8]) {
  const vec nibbles = _mm_set1_epi8(0x0f), pairs = _mm_set1_epi8(0x33), singles = _mm_set1_epi8(0x55);
  SWAP(w[0], w[4], 4, nibbles); SWAP(w[1], w[5], 4, nibbles);
  SWAP(w[2], w[6], 4, nibbles); SWAP(w[3], w[7], 4, nibbles);
  SWAP(w[0], w[2], 2, pairs); SWAP(w[1], w[3], 2, pairs);
  SWAP(w[4], w[6], 2, pairs); SWAP(w[5], w[7], 2, pairs);
  SWAP(w[0], w[1], 1, singles); SWAP(w[2], w[3], 1, singles);
  SWAP(w[4], w[5], 1, singles); SWAP(w[6], w[7], 1, singles);
}

/* Transposes 16 x 16 bytes: 16 rows of 16 bytes become 16 byte columns. */
static inline __attribute__((always_inline)) void transpose_bytes(vec r[16]) {
  vec s[16];
  for (int step = 0; step < 2; step++) {
    for (int i = 0; i < 8; i++) {
      s[2 * i] = _mm_unpacklo_epi8(r[i], r[i + 8]), s[2 * i + 1] = _mm_unpackhi_epi8(r[i], r[i + 8]);
    }
    for (int i = 0; i < 8; i++) {
      r[2 * i] = _mm_unpacklo_epi8(s[i], s[i + 8]), r[2 * i + 1] = _mm_unpackhi_epi8(s[i], s[i + 8]);
    }
  }
}

/*
 * Packs rows along the rows. rows[i] is where row i of the columns lies, `vectors` x 128 of them;
 * 16 bytes beyond a row's end may be read.
 */
static void pack_rows(uint8_t *columns, const uint8_t *const *rows, int vectors, int features) {
  const int stride = (features + 7) / 8;
  vec bytes[16][8];
  for (int v = 0; v < vectors; v++, rows += 128) {
    for (int first = 0; first < stride; first += 16) {
      for (int i = 0; i < 8; i++) {
        vec r[16];
        for (int b = 0; b < 16; b++) r[b] = _mm_loadu_si128((const vec *)(rows[8 * b + i] + first));
        transpose_bytes(r);
        for (int byte = 0; byte < 16; byte++) bytes[byte][i] = r[byte];
      }
      for (int byte = 0; byte < 16 && first + byte < stride; byte++) {
        transpose_bits(bytes[byte]);
        const int column = (first + byte) * 8;
        for (int j = 0; j < 8 && column + j < features; j++) {
          STORE(columns + ((size_t)(column + j) * vectors + v) * 16, bytes[byte][j]);
        }
      }
    }
  }
}
#endif
