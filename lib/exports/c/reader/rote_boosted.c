/*
 * rote_boosted: see rote_boosted.h. The format is told in docs/blob-format.md of Rote, head 3; the
 * checks below are the rungs of its ladder, in its order.
 *
 * Licence: this file, made by Rote, is yours, to use under any terms.
 */
#include "rote_boosted.h"

#include "blob_parts.h"

/* Bytes up to the text section. */
#define TEXT_AT 40u
#define MAX_SPLITS 256u
#define MAX_SCALE 1048576u

/* ---- The ladder ---- */

/* The head and the numbers of the header. */
static rote_status read_header(rote_boosted *model, uint32_t length)
{
    const uint8_t *blob = model->blob;
    const rote_status status = check_preamble(blob, length);
    if (status != ROTE_OK) {
        return status;
    }
    if (blob[16] != 3) {
        return ROTE_BLOB_UNKNOWN_HEAD;
    }
    model->features = u32_at(blob + 12);
    model->row_bytes = (model->features + 7u) / 8u;
    model->class_count = u16_at(blob + 18);
    if (!is_within(model->features, MAX_FEATURES) || !is_within(blob[17], MAX_LAYERS) ||
        model->class_count < 2u || model->class_count > ROTE_MAX_CLASSES ||
        u32_at(blob + 20) > MAX_TEXT_BYTES(model->class_count)) {
        return ROTE_BLOB_LIMIT_EXCEEDED;
    }
    if (TEXT_AT + CHECKSUM_BYTES > length) {
        return ROTE_BLOB_SECTION_MISMATCH;
    }
    model->width = u32_at(blob + 24);
    model->arity = blob[28];
    model->split_count = u16_at(blob + 32);
    model->scale = u32_at(blob + 36);
    if (!is_within(model->width, MAX_WIDTH) || !is_within(model->arity, MAX_ARITY) ||
        !is_within(model->split_count, MAX_SPLITS) || !is_within(model->scale, MAX_SCALE)) {
        return ROTE_BLOB_LIMIT_EXCEEDED;
    }
    if (u32_at(blob + 28) >> 8 != 0 || u16_at(blob + 34) != 0) {
        return ROTE_BLOB_RESERVED_NOT_ZERO;
    }
    return ROTE_OK;
}

/* Where everything starts, and whether it ends where the blob does. Sums may exceed 32 bits. */
static rote_status find_sections(rote_boosted *model, uint32_t length)
{
    uint64_t at = TEXT_AT + u32_at(model->blob + 20);
    model->wire_bits = wire_bits_over(model->features);
    model->splits_at = (uint32_t)at;
    at += (model->split_count * model->class_count + 7u) / 8u;
    model->wires_at = (uint32_t)at;
    at += (model->width * model->arity * model->wire_bits + 7u) / 8u;
    model->entries_at = (uint32_t)at;
    at += (uint64_t)model->width << model->arity;
    return at + CHECKSUM_BYTES == length ? ROTE_OK : ROTE_BLOB_SECTION_MISMATCH;
}

/* What the numbers of the header must be to each other. */
static rote_status check_shape(const rote_boosted *model)
{
    if (model->arity > model->features) {
        return ROTE_BLOB_ARITY_ABOVE_WIDTH_BELOW;
    }
    if (model->blob[17] != 1 || (model->class_count == 2u && model->split_count != 1u) ||
        model->split_count > model->width) {
        return ROTE_BLOB_HEAD_MISMATCH;
    }
    return ROTE_OK;
}

/* Whether a split has a class. */
static uint32_t has_class(const rote_boosted *model, uint32_t split, uint32_t index)
{
    const uint32_t bit = split * model->class_count + index;
    return (uint32_t)(model->blob[model->splits_at + (bit >> 3)] >> (bit & 7u) & 1);
}

/* Every split has a class on either side; that of two classes is class 1. */
static rote_status check_splits(const rote_boosted *model)
{
    for (uint32_t split = 0; split < model->split_count; split++) {
        uint32_t members = 0;
        for (uint32_t i = 0; i < model->class_count; i++) {
            members += has_class(model, split, i);
        }
        if (members == 0 || members == model->class_count) {
            return ROTE_BLOB_SPLIT_ONE_SIDED;
        }
    }
    return model->class_count == 2u && !has_class(model, 0, 1u) ? ROTE_BLOB_SPLIT_ONE_SIDED
                                                                : ROTE_OK;
}

/* The rungs behind the text. The sections lie within the blob, so no number of bits exceeds 32 bits. */
static rote_status check_tables(const rote_boosted *model)
{
    const uint8_t *wires = model->blob + model->wires_at;
    rote_status status = check_splits(model);
    if (status == ROTE_OK) {
        status = check_wires(wires, model->width, model->arity, model->wire_bits, model->features);
    }
    if (status != ROTE_OK) {
        return status;
    }
    if (!is_padding_zero(model->blob + model->splits_at, model->split_count * model->class_count) ||
        !is_padding_zero(wires, model->width * model->arity * model->wire_bits)) {
        return ROTE_BLOB_PADDING_NOT_ZERO;
    }
    for (uint32_t i = 0; i < model->width << model->arity; i++) {
        if (model->blob[model->entries_at + i] == 0x80) {
            return ROTE_BLOB_ENTRY_OUT_OF_RANGE;
        }
    }
    return ROTE_OK;
}

rote_status rote_boosted_open(rote_boosted *model, const uint8_t *blob, uint32_t length)
{
    rote_text text;
    rote_status status;
    model->blob = blob;
    status = read_header(model, length);
    if (status == ROTE_OK) {
        status = find_sections(model, length);
    }
    if (status == ROTE_OK) {
        status = check_shape(model);
    }
    if (status != ROTE_OK) {
        return status;
    }
    if (crc32c(blob, length - CHECKSUM_BYTES) != u32_at(blob + length - CHECKSUM_BYTES)) {
        return ROTE_BLOB_BAD_CHECKSUM;
    }
    text.bytes = blob + TEXT_AT;
    text.length = u32_at(blob + 20);
    status = check_text(text, model->class_count);
    return status == ROTE_OK ? check_tables(model) : status;
}

const char *rote_boosted_status_name(rote_status status)
{
    return name_of(status);
}

rote_text rote_boosted_class(const rote_boosted *model, uint32_t index)
{
    return class_at(model->blob + TEXT_AT, index);
}

/* ---- Prediction ---- */

/* Writes for each class the sum of the entries that a row reaches. */
static void add_up(const rote_boosted *model, const uint8_t *row, int32_t *sums)
{
    const uint8_t *wires = model->blob + model->wires_at;
    const uint8_t *entries = model->blob + model->entries_at;
    int32_t of_split[MAX_SPLITS] = {0};
    uint32_t from = 0;
    uint32_t split = 0;
    for (uint32_t table = 0; table < model->width; table++) {
        uint32_t at = table << model->arity;
        for (uint32_t i = 0; i < model->arity; i++, from += model->wire_bits) {
            const uint32_t feature = wire_at(wires, from, model->wire_bits);
            at += (uint32_t)(row[feature >> 3] >> (feature & 7u) & 1) << i;
        }
        /* Two's complement in a byte. */
        of_split[split++] += (entries[at] ^ 0x80) - 0x80;
        if (split == model->split_count) {
            split = 0;
        }
    }
    for (uint32_t i = 0; i < model->class_count; i++) {
        sums[i] = 0;
        for (split = 0; split < model->split_count; split++) {
            if (has_class(model, split, i)) {
                sums[i] += of_split[split];
            }
        }
    }
}

/* 65536 x exp(-distance / 4096) in integers. */
static uint32_t weight_of(uint64_t distance)
{
    static const uint16_t decays[16] = {
        65520, 65504, 65472, 65408, 65280, 65026, 64520, 63520,
        61565, 57835, 51039, 39750, 24109, 8869,  1200,  22,
    };
    uint32_t low = 32768, high = 65536;
    if (distance > 65535u) {
        return 0;
    }
    for (uint32_t i = 0; i < 8u; i++) {
        if (distance >> i & 1u) {
            low = (low * decays[i] + 32768u) >> 16;
        }
        if (distance >> (i + 8u) & 1u) {
            high = (high * decays[i + 8u] + 32768u) >> 16;
        }
    }
    return (low * high + 16384u) >> 15;
}

/* Writes the score of each class, given the sums and the class with the largest. */
static void score(const rote_boosted *model, int32_t *sums, uint32_t label, uint16_t *scores)
{
    const int32_t largest = sums[label];
    uint32_t total = 0, rest = ROTE_SCORE_ONE;
    for (uint32_t i = 0; i < model->class_count; i++) {
        const uint32_t below = (uint32_t)(largest - sums[i]);
        const uint32_t weight = weight_of((uint64_t)below * model->scale >> 4);
        sums[i] = (int32_t)weight;
        total += weight;
    }
    for (uint32_t i = 0; i < model->class_count; i++) {
        if (i != label) {
            scores[i] = (uint16_t)(ROTE_SCORE_ONE * (uint32_t)sums[i] / total);
            rest -= scores[i];
        }
    }
    scores[label] = (uint16_t)rest;
}

int rote_boosted_predict(const rote_boosted *model, const uint8_t *row, uint16_t *scores)
{
    int32_t sums[ROTE_MAX_CLASSES];
    uint32_t label = 0;
    add_up(model, row, sums);
    for (uint32_t i = 1; i < model->class_count; i++) {
        if (sums[i] > sums[label]) {
            label = i;
        }
    }
    if (scores) {
        score(model, sums, label, scores);
    }
    return (int)label;
}
