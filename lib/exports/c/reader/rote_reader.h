/*
 * rote_reader: opens a network of Rote (a blob of format version 1, head 0) where it lies and predicts with it.
 * No heap, no library: nothing but <stdint.h>. A blob may come from anyone: rote_open() checks all of
 * it, and prediction then needs no checks.
 *
 * Licence: this file, made by Rote, is yours, to use under any terms.
 */
#ifndef ROTE_READER_H
#define ROTE_READER_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The margin of certainty: the score of the predicted class is (ROTE_MARGIN_ONE + margin) / 20000. */
#define ROTE_MARGIN_ONE 10000
/* Classes of a model. */
#define ROTE_CLASSES 2
/* Most layers of a model, the output layer included. */
#define ROTE_MAX_LAYERS 64

#include "blob_types.h"

/* One layer of LUTs and where its parts start in the blob, in bytes. */
typedef struct rote_layer {
    uint32_t width;       /* LUTs */
    uint32_t width_below; /* outputs of the layer below, or features */
    uint32_t arity;       /* wires of a LUT */
    uint32_t wire_bits;   /* bits of a wire number */
    uint32_t wires_at;
    uint32_t tables_at;
} rote_layer;

/* An open model. It points into the blob, which must stay as it is. To be read only. */
typedef struct rote_model {
    const uint8_t *blob;
    uint32_t features;  /* input bits */
    uint32_t row_bytes; /* bytes of a row: features / 8, rounded up */
    rote_text classes[ROTE_CLASSES];
    uint32_t layer_count;
    uint32_t margins_at;
    uint32_t work_bytes; /* bytes of working memory */
    uint32_t odd_at;     /* where the second half of it starts */
    rote_layer layers[ROTE_MAX_LAYERS];
} rote_model;

/* Opens a blob of `length` bytes; `model` is to be used only after ROTE_OK. Takes 1 KB of stack. */
rote_status rote_open(rote_model *model, const uint8_t *blob, uint32_t length);

/* The name of a status as Rote's own errors have it: "blob_too_short"; "ok" for ROTE_OK. */
const char *rote_status_name(rote_status status);

/* Bytes of working memory that rote_predict() needs: a byte a bit for two layers. */
uint32_t rote_work_bytes(const rote_model *model);

/*
 * Predicts the class of one row, an index into `model->classes`.
 *
 * `row` has model->row_bytes packed bytes: feature 0 is the least significant bit of byte 0, and the
 * bits behind the last feature are not read. `work` has rote_work_bytes(model) bytes; threads that
 * predict at the same time share the model and each have a `work` of their own. `margin` may be null.
 */
int rote_predict(const rote_model *model, const uint8_t *row, uint8_t *work, uint16_t *margin);

#ifdef __cplusplus
}
#endif

#endif
