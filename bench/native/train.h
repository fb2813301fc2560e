/* Training by counting: LUTs of up to eight wires. Rows are sorted by label; class 1 comes first. */
#ifndef TRAIN_H
#define TRAIN_H
#include "predict.h"

/*
 * Counts the rows of the vectors `from` to `to` at each address, in eight 16-bit histograms, and
 * leaves their addresses.
 */
static void count_lut(int32_t counts[256], uint8_t *addresses, const uint8_t *c[8], int from, int to) {
  enum { BLOCK = 2047, CHUNK = 16 };
  static int16_t lanes[8][256];
  for (int block = from; block < to; block += BLOCK) {
    const int block_end = block + BLOCK < to ? block + BLOCK : to;
    memset(lanes, 0, sizeof lanes);
    for (int chunk = block; chunk < block_end; chunk += CHUNK) {
      const int end = chunk + CHUNK < block_end ? chunk + CHUNK : block_end;
      uint8_t *at = addresses + 128 * (size_t)chunk;
      for (int v = chunk; v < end; v++, at += 128) {
        vec w[8];
        for (int i = 0; i < 8; i++) w[i] = LOAD(c[i] + 16 * v);
        transpose_bits(w);
        for (int i = 0; i < 8; i++) STORE(at + 16 * i, w[i]);
      }
      for (const uint8_t *p = addresses + 128 * (size_t)chunk; p < at; p += 8) {
        lanes[0][p[0]] += 1, lanes[1][p[1]] += 1, lanes[2][p[2]] += 1, lanes[3][p[3]] += 1;
        lanes[4][p[4]] += 1, lanes[5][p[5]] += 1, lanes[6][p[6]] += 1, lanes[7][p[7]] += 1;
      }
    }
    for (int a = 0; a < 256; a++) {
      int sum = 0;
      for (int lane = 0; lane < 8; lane++) sum += lanes[lane][a];
      counts[a] += sum;
    }
  }
}

/* The majority at each address; a tie is a random bit. */
static void write_table(uint8_t *table, const int32_t *counts, int arity, uint64_t seed, int number,
                        int lut) {
  const stream ties = {seed, number, lut, DRAW_TIES, 0, {0}};
  uint32_t block[4];
  memset(table, 0, table_bytes(arity));
  for (int a = 0, drawn = -1; a < 1 << arity; a++) {
    int bit = counts[a] > 0;
    if (counts[a] == 0) {
      if (drawn != a >> 7) philox_block(&ties, drawn = a >> 7, block);
      bit = block[a >> 5 & 3] >> (a & 31) & 1;
    }
    table[a >> 3] |= bit << (a & 7);
  }
}

/* Trains a network on packed rows; 16 bytes beyond the last row may be read. */
static void train_network(network *net, const uint8_t *rows, const uint8_t *labels, int count,
                          int features, int hidden, int width, int arity, uint64_t seed) {
  static const uint8_t zero_row[8192 + 16];
  draw_network(net, features, hidden, width, arity, seed);

  int ones = 0;
  for (int i = 0; i < count; i++) ones += labels[i];
  const int vectors_of_ones = (ones + 127) / 128, vectors = vectors_of_ones + (count - ones + 127) / 128;
  const uint8_t **order = room(sizeof *order * vectors * 128);
  for (int i = 0; i < vectors * 128; i++) order[i] = zero_row;
  for (int i = 0, one = 0, zero = vectors_of_ones * 128, stride = (features + 7) / 8; i < count; i++) {
    order[labels[i] ? one++ : zero++] = rows + (size_t)i * stride;
  }
  int widest = 0;
  for (int l = 0; l < net->layers; l++) if (net->layer[l].width > widest) widest = net->layer[l].width;
  const size_t bytes = (size_t)vectors * 16;
  uint8_t *columns = room(features * bytes), *zeros = room(bytes);
  uint8_t *buffers[2] = {room(widest * bytes), room(widest * bytes)}, *addresses = room(8 * bytes);
  memset(zeros, 0, bytes);
  pack_rows(columns, order, vectors, features);

  const int padding_of_ones = vectors_of_ones * 128 - ones;
  const int padding_of_zeros = (vectors - vectors_of_ones) * 128 - (count - ones);
  const int padding_row = padding_of_ones ? ones : vectors * 128 - 1;
  const uint8_t *inputs = columns;
  for (int l = 0; l < net->layers; l++) {
    layer *own = &net->layer[l];
    uint8_t *outputs = buffers[l & 1];
    for (int lut = 0; lut < own->width; lut++) {
      const uint8_t *c[8];
      int32_t up[256] = {0}, down[256] = {0};
      find_columns(c, inputs, zeros, own->wires + (size_t)lut * arity, arity, vectors);
      count_lut(up, addresses, c, 0, vectors_of_ones);
      count_lut(down, addresses, c, vectors_of_ones, vectors);
      const int padded = address_of(inputs, own, lut, vectors, padding_row);
      up[padded] -= padding_of_ones, down[padded] -= padding_of_zeros;
      if (l == hidden) {
        for (int a = 0; a < 1 << arity; a++) {
          const int all = up[a] + down[a] + 2, apart = abs(up[a] - down[a]);
          net->margins[a] = (20000ull * apart + all) / (2 * all);
        }
      }
      for (int a = 0; a < 256; a++) up[a] -= down[a];
      write_table(own->tables + lut * table_bytes(arity), up, arity, seed, l + 1, own->luts[lut]);
      if (l < hidden) apply_known(outputs + lut * bytes, addresses, own, lut, vectors);
    }
    inputs = outputs;
  }
  free(order), free(columns), free(zeros), free(buffers[0]), free(buffers[1]);
  free(addresses);
}
#endif
