/*
 * rote_boosted: opens boosted tables of Rote (a blob of format version 1, head 3) where they lie and
 * predicts with them. No heap, no library: nothing but <stdint.h>. A blob may come from anyone:
 * rote_boosted_open() checks all of it, and prediction then needs no checks.
 *
 * Licence: this file, made by Rote, is yours, to use under any terms.
 */
#ifndef ROTE_BOOSTED_H
#define ROTE_BOOSTED_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The score of certainty: scores are in units of 1/20000. */
#define ROTE_SCORE_ONE 20000
/* Most classes of a model. */
#define ROTE_MAX_CLASSES 256

#include "blob_types.h"

/* An open model. It points into the blob, which must stay as it is. To be read only. */
typedef struct rote_boosted {
    const uint8_t *blob;
    uint32_t features;    /* input bits */
    uint32_t row_bytes;   /* bytes of a row: features / 8, rounded up */
    uint32_t class_count; /* 2 to ROTE_MAX_CLASSES */
    uint32_t width;       /* tables */
    uint32_t arity;       /* wires of a table */
    uint32_t wire_bits;   /* bits of a wire number */
    uint32_t split_count;
    uint32_t scale;       /* what an entry of 1 is worth, in 1/65536 of a logit */
    uint32_t splits_at;   /* where the parts start in the blob, in bytes */
    uint32_t wires_at;
    uint32_t entries_at;
} rote_boosted;

/* Opens a blob of `length` bytes; `model` is to be used only after ROTE_OK. */
rote_status rote_boosted_open(rote_boosted *model, const uint8_t *blob, uint32_t length);

/* The name of a status as Rote's own errors have it: "blob_too_short"; "ok" for ROTE_OK. */
const char *rote_boosted_status_name(rote_status status);

/* The name of a class, 0 to model->class_count - 1. */
rote_text rote_boosted_class(const rote_boosted *model, uint32_t index);

/*
 * Predicts the class of one row: an index, see rote_boosted_class(). Takes 2 KB of stack; any number of
 * threads may share the model.
 *
 * `row` has model->row_bytes packed bytes: feature 0 is the least significant bit of byte 0, and the
 * bits behind the last feature are not read. `scores`, which may be null, has model->class_count
 * places: the score of each class, which together are ROTE_SCORE_ONE.
 */
int rote_boosted_predict(const rote_boosted *model, const uint8_t *row, uint16_t *scores);

#ifdef __cplusplus
}
#endif

#endif
