/* A network in memory, its wiring, and which of its LUTs the output depends on. */
#ifndef NETWORK_H
#define NETWORK_H
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "philox.h"

#define MAX_LAYERS 64

typedef struct {
  int arity, width;
  uint16_t *wires;  /* width x arity */
  uint32_t *luts;   /* width: numbers before pruning */
  uint8_t *tables;  /* width x table_bytes, and 32 bytes that may be read beyond */
} layer;

typedef struct {
  int features, layers;
  layer layer[MAX_LAYERS];
  uint16_t *margins; /* 2^arity of the output LUT */
} network;

static inline size_t table_bytes(int arity) { return arity < 3 ? 1 : (size_t)1 << (arity - 3); }

static void *room(size_t bytes) {
  void *memory = aligned_alloc(64, (bytes + 127) & ~(size_t)63);
  if (!memory) abort();
  return memory;
}

static void free_network(network *net) {
  for (int l = 0; l < net->layers; l++) {
    free(net->layer[l].wires), free(net->layer[l].luts), free(net->layer[l].tables);
  }
  free(net->margins);
}

/* Draws all wires (lib/kinds/network/training/wiring.ts), finds the live LUTs from the output back and keeps those. */
static void draw_network(network *net, int features, int hidden, int width, int arity, uint64_t seed) {
  net->features = features, net->layers = hidden + 1;
  net->margins = room(2u << arity);
  for (int l = 0, below = features; l <= hidden; l++) {
    layer *own = &net->layer[l];
    own->arity = arity, own->width = l < hidden ? width : 1;
    own->wires = room(2u * own->width * arity), own->luts = room(4u * own->width);
    for (int lut = 0; lut < own->width; lut++) {
      uint16_t *wires = own->wires + (size_t)lut * arity;
      stream s = {seed, l + 1, lut, DRAW_WIRES, 0, {0}};
      own->luts[lut] = lut;
      for (int wire = 0; wire < arity; wire++) {
        uint16_t drawn;
        int seen;
        do {
          drawn = draw_below(&s, below), seen = 0;
          for (int other = 0; other < wire; other++) seen |= wires[other] == drawn;
        } while (seen);
        wires[wire] = drawn;
      }
    }
    below = own->width;
  }
  uint32_t *number = malloc(4u * 65536);
  for (int l = hidden; l >= 0; l--) {
    layer *own = &net->layer[l];
    if (l < hidden) {
      layer *above = &net->layer[l + 1];
      int kept = 0;
      memset(number, 0, 4u * own->width);
      for (int i = 0; i < above->width * arity; i++) number[above->wires[i]] = 1;
      for (int lut = 0; lut < own->width; lut++) {
        if (!number[lut]) continue;
        memmove(own->wires + (size_t)kept * arity, own->wires + (size_t)lut * arity, 2u * arity);
        own->luts[kept] = lut, number[lut] = kept++;
      }
      own->width = kept;
      for (int i = 0; i < above->width * arity; i++) above->wires[i] = number[above->wires[i]];
    }
    own->tables = room(own->width * table_bytes(arity) + 32);
  }
  free(number);
}
#endif
