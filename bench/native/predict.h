/* Inference: a layer over columns of bits, and one row by itself. */
#ifndef PREDICT_H
#define PREDICT_H
#include "columns.h"

/* Where the columns of a LUT's wires lie; wires beyond the arity read zeros. */
static inline void find_columns(const uint8_t *c[8], const uint8_t *inputs, const uint8_t *zeros,
                                const uint16_t *wires, int arity, int vectors) {
  for (int i = 0; i < 8; i++) c[i] = i < arity ? inputs + (size_t)wires[i] * vectors * 16 : zeros;
}

/* Appends the bits that a table has at eight pairs of nibbles. */
#define APPEND(low, high)                                                                        \
  do {                                                                                           \
    vec l = low, h = high;                                                                       \
    vec clear = _mm_or_si128(                                                                    \
        _mm_and_si128(_mm_shuffle_epi8(even, h), _mm_shuffle_epi8(low_bits, l)),                 \
        _mm_and_si128(_mm_shuffle_epi8(odd, h), _mm_shuffle_epi8(high_bits, l)));                \
    answers = _mm_sub_epi8(_mm_add_epi8(answers, answers), _mm_cmpeq_epi8(clear, zero));         \
  } while (0)

#define HIGH_NIBBLE(v) _mm_and_si128(_mm_srli_epi16(v, 4), nibbles)
#define LOW_NIBBLE(v) _mm_and_si128(v, nibbles)

#define TABLE_VECTORS(own, lut)                                                                    \
  const vec nibbles = _mm_set1_epi8(0x0f), zero = _mm_setzero_si128();                             \
  const vec ones = _mm_set1_epi8(-1), byte = _mm_set1_epi16(0xff);                                 \
  const vec low_bits = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);        \
  const vec high_bits = _mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, -128);       \
  const vec *table = (const vec *)((own)->tables + (lut)*table_bytes((own)->arity));               \
  const vec t0 = _mm_loadu_si128(table), t1 = _mm_loadu_si128(table + 1);                          \
  const vec even =                                                                                 \
      _mm_xor_si128(ones, _mm_packus_epi16(_mm_and_si128(t0, byte), _mm_and_si128(t1, byte)));     \
  const vec odd = _mm_xor_si128(ones, _mm_packus_epi16(_mm_srli_epi16(t0, 8), _mm_srli_epi16(t1, 8)))

/* Up to eight wires: the table's even and odd bytes are looked up with nibbles of the address. */
static void apply_narrow_lut(uint8_t *out, const uint8_t *inputs, const uint8_t *zeros,
                             const layer *own, int lut, int vectors) {
  const vec pairs = _mm_set1_epi8(0x33), singles = _mm_set1_epi8(0x55);
  const uint8_t *c[8];
  TABLE_VECTORS(own, lut);
  find_columns(c, inputs, zeros, own->wires + (size_t)lut * own->arity, own->arity, vectors);
  for (int at = 0; at < vectors * 16; at += 16) {
    vec l0 = LOAD(c[0] + at), l1 = LOAD(c[1] + at), l2 = LOAD(c[2] + at), l3 = LOAD(c[3] + at);
    SWAP(l0, l2, 2, pairs); SWAP(l1, l3, 2, pairs);
    SWAP(l0, l1, 1, singles); SWAP(l2, l3, 1, singles);
    vec h0 = LOAD(c[4] + at), h1 = LOAD(c[5] + at), h2 = LOAD(c[6] + at), h3 = LOAD(c[7] + at);
    SWAP(h0, h2, 2, pairs); SWAP(h1, h3, 2, pairs);
    SWAP(h0, h1, 1, singles); SWAP(h2, h3, 1, singles);
    vec answers = zero;
    APPEND(HIGH_NIBBLE(l3), HIGH_NIBBLE(h3)); APPEND(HIGH_NIBBLE(l2), HIGH_NIBBLE(h2));
    APPEND(HIGH_NIBBLE(l1), HIGH_NIBBLE(h1)); APPEND(HIGH_NIBBLE(l0), HIGH_NIBBLE(h0));
    APPEND(LOW_NIBBLE(l3), LOW_NIBBLE(h3)); APPEND(LOW_NIBBLE(l2), LOW_NIBBLE(h2));
    APPEND(LOW_NIBBLE(l1), LOW_NIBBLE(h1)); APPEND(LOW_NIBBLE(l0), LOW_NIBBLE(h0));
    STORE(out + at, answers);
  }
}

/* The same for rows whose addresses are known: byte 16 i + b of each 128 is row 8 b + i's. */
static void apply_known(uint8_t *out, const uint8_t *addresses, const layer *own, int lut, int vectors) {
  TABLE_VECTORS(own, lut);
  for (const uint8_t *end = out + 16 * vectors; out < end; out += 16, addresses += 128) {
    vec answers = zero;
    for (int i = 7; i >= 0; i--) {
      const vec address = LOAD(addresses + 16 * i);
      APPEND(LOW_NIBBLE(address), HIGH_NIBBLE(address));
    }
    STORE(out, answers);
  }
}

/* More than eight wires: 16-bit addresses, and the table's bytes are gathered one by one. */
static void apply_wide_lut(uint8_t *out, const uint8_t *inputs, const uint8_t *zeros,
                           const layer *own, int lut, int vectors) {
  const vec bits = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  const vec zero = _mm_setzero_si128(), sevens = _mm_set1_epi8(7);
  const uint8_t *table = own->tables + lut * table_bytes(own->arity), *low[8], *high[8];
  const uint16_t *wires = own->wires + (size_t)lut * own->arity;
  find_columns(low, inputs, zeros, wires, 8, vectors);
  find_columns(high, inputs, zeros, wires + 8, own->arity - 8, vectors);
  for (int at = 0; at < vectors * 16; at += 16) {
    vec l[8], h[8], answers = zero;
    for (int i = 0; i < 8; i++) l[i] = LOAD(low[i] + at), h[i] = LOAD(high[i] + at);
    transpose_bits(l), transpose_bits(h);
    for (int i = 7; i >= 0; i--) {
      uint16_t places[16] __attribute__((aligned(16)));
      STORE(places, _mm_srli_epi16(_mm_unpacklo_epi8(l[i], h[i]), 3));
      STORE(places + 8, _mm_srli_epi16(_mm_unpackhi_epi8(l[i], h[i]), 3));
      vec a = _mm_cvtsi32_si128(table[places[0]]), b = _mm_cvtsi32_si128(table[places[1]]);
      a = _mm_insert_epi8(a, table[places[2]], 2), b = _mm_insert_epi8(b, table[places[3]], 2);
      a = _mm_insert_epi8(a, table[places[4]], 4), b = _mm_insert_epi8(b, table[places[5]], 4);
      a = _mm_insert_epi8(a, table[places[6]], 6), b = _mm_insert_epi8(b, table[places[7]], 6);
      a = _mm_insert_epi8(a, table[places[8]], 8), b = _mm_insert_epi8(b, table[places[9]], 8);
      a = _mm_insert_epi8(a, table[places[10]], 10), b = _mm_insert_epi8(b, table[places[11]], 10);
      a = _mm_insert_epi8(a, table[places[12]], 12), b = _mm_insert_epi8(b, table[places[13]], 12);
      a = _mm_insert_epi8(a, table[places[14]], 14), b = _mm_insert_epi8(b, table[places[15]], 14);
      vec gathered = _mm_or_si128(a, _mm_slli_epi16(b, 8));
      vec mask = _mm_shuffle_epi8(bits, _mm_and_si128(l[i], sevens));
      vec is_set = _mm_cmpeq_epi8(_mm_and_si128(gathered, mask), mask);
      answers = _mm_sub_epi8(_mm_add_epi8(answers, answers), is_set);
    }
    STORE(out + at, answers);
  }
}

static void apply_lut(uint8_t *out, const uint8_t *inputs, const uint8_t *zeros, const layer *own,
                      int lut, int vectors) {
  if (own->arity <= 8) apply_narrow_lut(out, inputs, zeros, own, lut, vectors);
  else apply_wide_lut(out, inputs, zeros, own, lut, vectors);
}

/* The address that one row of the columns reaches at a LUT. */
static inline int address_of(const uint8_t *inputs, const layer *own, int lut, int vectors, int row) {
  int address = 0;
  for (int wire = 0; wire < own->arity; wire++) {
    const uint8_t *column = inputs + (size_t)own->wires[lut * own->arity + wire] * vectors * 16;
    address |= (column[row >> 3] >> (row & 7) & 1) << wire;
  }
  return address;
}

/* Labels and margins of packed rows, in blocks whose columns stay in the cache. */
static void predict_rows(const network *net, const uint8_t *rows, int count, uint8_t *labels,
                         uint16_t *margins) {
  enum { MOST = 8192 };
  static const uint8_t zeros[MOST / 8] __attribute__((aligned(16)));
  static const uint8_t zero_row[8192 + 16];
  static uint8_t *buffers[2];
  static const uint8_t *at[MOST];
  const int stride = (net->features + 7) / 8, block = net->layer[0].arity > 12 ? MOST : 2048;
  if (!buffers[0]) buffers[0] = room(65536 * (MOST / 8)), buffers[1] = room(65536 * (MOST / 8));
  for (int first = 0; first < count; first += block) {
    const int here = count - first < block ? count - first : block, vectors = (here + 127) / 128;
    for (int i = 0; i < vectors * 128; i++) at[i] = i < here ? rows + (size_t)(first + i) * stride : zero_row;
    const uint8_t *inputs = buffers[0];
    pack_rows(buffers[0], at, vectors, net->features);
    for (int l = 0; l < net->layers - 1; l++) {
      uint8_t *outputs = buffers[(l + 1) & 1];
      for (int lut = 0; lut < net->layer[l].width; lut++) {
        apply_lut(outputs + (size_t)lut * vectors * 16, inputs, zeros, &net->layer[l], lut, vectors);
      }
      inputs = outputs;
    }
    const layer *output = &net->layer[net->layers - 1];
    for (int i = 0; i < here; i++) {
      const int address = address_of(inputs, output, 0, vectors, i);
      labels[first + i] = output->tables[address >> 3] >> (address & 7) & 1;
      margins[first + i] = net->margins[address];
    }
  }
}

/* One layer for one row, a byte a bit; k is known when this is compiled. */
static inline __attribute__((always_inline)) void apply_row(uint8_t *out, const uint8_t *in,
                                                            const layer *own, const int k) {
  const uint16_t *w = own->wires;
  const uint8_t *table = own->tables;
  for (int lut = 0; lut < own->width; lut++, w += k, table += table_bytes(k)) {
    uint32_t address = 0;
    for (int j = 0; j < k; j++) address |= (uint32_t)in[w[j]] << j;
    out[lut] = table[address >> 3] >> (address & 7) & 1;
  }
}

/* The label of one packed row, without vectors. */
static int predict_one(const network *net, const uint8_t *row) {
  static uint8_t a[65536], b[65536];
  uint8_t *in = a, *out = b, *free;
  for (int f = 0; f < net->features; f++) in[f] = row[f >> 3] >> (f & 7) & 1;
  for (int l = 0; l < net->layers; l++) {
    switch (net->layer[l].arity) {
      case 8: apply_row(out, in, &net->layer[l], 8); break;
      case 12: apply_row(out, in, &net->layer[l], 12); break;
      case 16: apply_row(out, in, &net->layer[l], 16); break;
      default: apply_row(out, in, &net->layer[l], net->layer[l].arity);
    }
    free = in, in = out, out = free;
  }
  return in[0];
}
#endif
