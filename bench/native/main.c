/*
 * The native reference: the same algorithm as Rote's kernels with 128-bit vectors, one thread. It
 * reads commands from standard input, one a line, and answers with microseconds and what it found:
 *
 *   train DATA OUT   trains on the data set in file DATA and writes the network to file OUT
 *   rows NETWORK DATA OUT   predicts the rows of DATA, writes a label byte and a u16 margin for each
 *   one NETWORK DATA OUT    the same row by row and without vectors; labels only
 *
 * DATA: u32 rows, features, hidden layers, width, arity, 0; u64 seed; packed rows; label bytes.
 * NETWORK: u32 features, layers; then per layer u32 arity, width, u16 wires, tables; u16 margins.
 * All little-endian. Files are read once and kept.
 */
#include <stdio.h>
#include <time.h>
#include "train.h"

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static uint8_t *read_file(const char *path) {
  static struct { char path[1024]; uint8_t *bytes; } files[64];
  for (int i = 0; i < 64; i++) {
    if (files[i].bytes && !strcmp(files[i].path, path)) return files[i].bytes;
    if (files[i].bytes) continue;
    FILE *file = fopen(path, "rb");
    if (!file) perror(path), exit(1);
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    rewind(file);
    files[i].bytes = room(size + 64);
    if (fread(files[i].bytes, 1, size, file) != (size_t)size) perror(path), exit(1);
    fclose(file);
    snprintf(files[i].path, sizeof files[i].path, "%s", path);
    return files[i].bytes;
  }
  exit(1);
}

static network *read_network(const char *path) {
  static network net;
  static char known[1024];
  if (!strcmp(known, path)) return &net;
  if (known[0]) free_network(&net);
  snprintf(known, sizeof known, "%s", path);
  const uint8_t *at = read_file(path);
  const uint32_t *head = (const uint32_t *)at;
  net.features = head[0], net.layers = head[1], at += 8;
  for (int l = 0; l < net.layers; l++) {
    uint32_t size[2];
    layer *own = &net.layer[l];
    memcpy(size, at, 8), at += 8;
    own->arity = size[0], own->width = size[1], own->luts = NULL;
    const size_t wires = 2u * own->width * own->arity, tables = own->width * table_bytes(own->arity);
    own->wires = room(wires), own->tables = room(tables + 32);
    memcpy(own->wires, at, wires), at += wires;
    memcpy(own->tables, at, tables), at += tables;
  }
  const size_t margins = 2u << net.layer[net.layers - 1].arity;
  net.margins = room(margins);
  memcpy(net.margins, at, margins);
  return &net;
}

static void write_network(const network *net, const char *path) {
  FILE *file = fopen(path, "wb");
  const uint32_t head[2] = {net->features, net->layers};
  if (!file) perror(path), exit(1);
  fwrite(head, 4, 2, file);
  for (int l = 0; l < net->layers; l++) {
    const layer *own = &net->layer[l];
    const uint32_t size[2] = {own->arity, own->width};
    fwrite(size, 4, 2, file);
    fwrite(own->wires, 2, (size_t)own->width * own->arity, file);
    fwrite(own->tables, table_bytes(own->arity), own->width, file);
  }
  fwrite(net->margins, 2, (size_t)1 << net->layer[net->layers - 1].arity, file);
  fclose(file);
}

int main(void) {
  char command[16], a[1024], b[1024], c[1024], line[4096];
  while (fgets(line, sizeof line, stdin)) {
    double time;
    c[0] = 0;
    if (sscanf(line, "%15s %1023s %1023s %1023s", command, a, b, c) < 3) return 1;
    const int trains = !strcmp(command, "train");
    const uint8_t *file = read_file(trains ? a : b);
    const uint32_t *head = (const uint32_t *)file;
    const int count = head[0], features = head[1], stride = (features + 7) / 8;
    const uint8_t *rows = file + 32, *known = rows + (size_t)count * stride;
    if (trains) {
      network net;
      uint64_t seed;
      memcpy(&seed, head + 6, 8);
      time = now();
      train_network(&net, rows, known, count, features, head[2], head[3], head[4], seed);
      time = now() - time;
      write_network(&net, b), free_network(&net);
    } else {
      const network *net = read_network(a);
      uint8_t *labels = room(count);
      uint16_t *margins = room(2u * count);
      memset(margins, 0, 2u * count);
      time = now();
      if (!strcmp(command, "rows")) predict_rows(net, rows, count, labels, margins);
      else for (int i = 0; i < count; i++) labels[i] = predict_one(net, rows + (size_t)i * stride);
      time = now() - time;
      FILE *out = fopen(c, "wb");
      if (!out) perror(c), exit(1);
      fwrite(labels, 1, count, out), fwrite(margins, 2, count, out), fclose(out);
      free(labels), free(margins);
    }
    printf("%.3f\n", time);
    fflush(stdout);
  }
  return 0;
}
