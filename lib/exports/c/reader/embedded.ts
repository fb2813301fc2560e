/**
 * The C readers as text. Built by `deno task embed` from the files beside this one; not to be edited.
 *
 * @module
 */

// deno-fmt-ignore-file
/** `rote_reader.c`. */
export const READER_C = `/*
 * rote_reader: see rote_reader.h. The format is told in docs/blob-format.md of Rote; the checks below
 * are the rungs of its ladder, in its order.
 *
 * Licence: this file, made by Rote, is yours, to use under any terms.
 */
#include "rote_reader.h"
/*
 * What the readers of all kinds of blobs have in common. It is put into each of them when they are
 * embedded, so that a reader stays one file.
 */

/* Bytes of the header, and of the checksum at the end. */
#define HEADER_BYTES 24u
#define CHECKSUM_BYTES 4u

/* The limits of format version 1. */
#define MAX_BLOB_BYTES 268435456u
#define MAX_FEATURES 65536u
#define MAX_LAYERS 64u
#define MAX_WIDTH 65536u
#define MAX_ARITY 16u
#define MAX_NAME_BYTES 256u
#define MAX_ENTRIES 64u
#define MAX_KEY_BYTES 64u
#define MAX_VALUE_BYTES 1024u
#define MAX_TEXT_BYTES(classes)                                                                    \\
    ((classes) * (2u + MAX_NAME_BYTES) + 2u + MAX_ENTRIES * (4u + MAX_KEY_BYTES + MAX_VALUE_BYTES))

/* ---- Numbers in the blob, little-endian ---- */

static uint32_t u16_at(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static uint32_t u32_at(const uint8_t *at)
{
    return u16_at(at) | u16_at(at + 2) << 16;
}

/*
 * A wire number of \`bits\` bits (0 to 16), \`from\` bits into a section. Reads four bytes: tables and
 * the checksum lie behind the wires, so there are at least three more.
 */
static uint32_t wire_at(const uint8_t *wires, uint32_t from, uint32_t bits)
{
    return u32_at(wires + (from >> 3)) >> (from & 7u) & ((UINT32_C(1) << bits) - 1u);
}

/* CRC-32C (Castagnoli, RFC 3720 appendix B.4), four bits at a time. */
static uint32_t crc32c(const uint8_t *bytes, uint32_t length)
{
    static const uint32_t table[16] = {
        0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1, 0x417b1dbc, 0x5125dad3,
        0x61c69362, 0x7198540d, 0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9,
        0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75,
    };
    uint32_t crc = 0xffffffffu;
    for (uint32_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        crc = crc >> 4 ^ table[crc & 15u];
        crc = crc >> 4 ^ table[crc & 15u];
    }
    return crc ^ 0xffffffffu;
}

/* ---- The rungs that all blobs share ---- */

static int is_within(uint32_t value, uint32_t most)
{
    return value >= 1u && value <= most;
}

/* The first rungs: length, magic, version and flags. */
static rote_status check_preamble(const uint8_t *blob, uint32_t length)
{
    if (length < HEADER_BYTES + CHECKSUM_BYTES) {
        return ROTE_BLOB_TOO_SHORT;
    }
    if (u32_at(blob) != 0x45544f52u) { /* "ROTE" */
        return ROTE_BLOB_BAD_MAGIC;
    }
    if (u16_at(blob + 4) != 1u) {
        return ROTE_BLOB_UNSUPPORTED_VERSION;
    }
    if (u16_at(blob + 6) != 0) {
        return ROTE_BLOB_UNKNOWN_FLAGS;
    }
    if (length > MAX_BLOB_BYTES) {
        return ROTE_BLOB_TOO_LARGE;
    }
    if (u32_at(blob + 8) != length) {
        return ROTE_BLOB_LENGTH_MISMATCH;
    }
    return ROTE_OK;
}

/* Bits of a wire number over so many outputs: ceil(log2(below)). */
static uint32_t wire_bits_over(uint32_t below)
{
    uint32_t bits = 0;
    while (UINT32_C(1) << bits < below) {
        bits++;
    }
    return bits;
}

/* True for well-formed UTF-8 (Unicode, table 3-7). */
static int is_utf8(rote_text text)
{
    uint32_t at = 0;
    while (at < text.length) {
        uint8_t lead = text.bytes[at++];
        /* What the second byte may be: no longer form than needed, no surrogates, no overflow. */
        uint8_t least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        uint8_t most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        uint32_t more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4) {
            return 0;
        }
        for (; more > 0; more--) {
            if (at == text.length || text.bytes[at] < least || text.bytes[at] > most) {
                return 0;
            }
            at++;
            least = 0x80;
            most = 0xbf;
        }
    }
    return 1;
}

/* Takes a string of \`least\` to \`most\` bytes, and its length before it, from the start of the rest. */
static int take_string(rote_text *rest, uint32_t least, uint32_t most, rote_text *string)
{
    if (rest->length < 2u) {
        return 0;
    }
    string->length = u16_at(rest->bytes);
    string->bytes = rest->bytes + 2;
    if (string->length < least || string->length > most || string->length > rest->length - 2u) {
        return 0;
    }
    rest->bytes += 2u + string->length;
    rest->length -= 2u + string->length;
    return is_utf8(*string);
}

/* Less than, equal to or greater than 0, as \`a\` comes before, is or comes after \`b\`. */
static int compare(rote_text a, rote_text b)
{
    for (uint32_t i = 0; i < a.length && i < b.length; i++) {
        if (a.bytes[i] != b.bytes[i]) {
            return a.bytes[i] < b.bytes[i] ? -1 : 1;
        }
    }
    return a.length == b.length ? 0 : a.length < b.length ? -1 : 1;
}

/* The name of a class in a text section that holds it. */
static rote_text class_at(const uint8_t *text, uint32_t index)
{
    rote_text name;
    for (; index > 0; index--) {
        text += 2u + u16_at(text);
    }
    name.bytes = text + 2;
    name.length = u16_at(text);
    return name;
}

/* The names of the classes, which differ, and the metadata, which is left where it is. */
static rote_status check_text(rote_text rest, uint32_t classes)
{
    const uint8_t *text = rest.bytes;
    rote_text last = {0, 0};
    uint32_t entries;
    for (uint32_t i = 0; i < classes; i++) {
        rote_text name;
        if (!take_string(&rest, 1u, MAX_NAME_BYTES, &name)) {
            return ROTE_BLOB_BAD_TEXT;
        }
        for (uint32_t other = 0; other < i; other++) {
            if (compare(class_at(text, other), name) == 0) {
                return ROTE_BLOB_BAD_TEXT;
            }
        }
    }
    if (rest.length < 2u) {
        return ROTE_BLOB_BAD_TEXT;
    }
    entries = u16_at(rest.bytes);
    rest.bytes += 2;
    rest.length -= 2u;
    if (entries > MAX_ENTRIES) {
        return ROTE_BLOB_BAD_TEXT;
    }
    for (; entries > 0; entries--) {
        rote_text key, value;
        if (!take_string(&rest, 1u, MAX_KEY_BYTES, &key) ||
            !take_string(&rest, 0, MAX_VALUE_BYTES, &value) || compare(last, key) >= 0) {
            return ROTE_BLOB_BAD_TEXT;
        }
        last = key;
    }
    return rest.length == 0 ? ROTE_OK : ROTE_BLOB_BAD_TEXT;
}

/* Wires one by one: each within what is below, and no two of a LUT the same. */
static rote_status check_wires(const uint8_t *wires, uint32_t luts, uint32_t arity,
                               uint32_t wire_bits, uint32_t below)
{
    uint32_t own[MAX_ARITY];
    uint32_t from = 0;
    for (uint32_t lut = 0; lut < luts; lut++) {
        for (uint32_t i = 0; i < arity; i++, from += wire_bits) {
            own[i] = wire_at(wires, from, wire_bits);
            if (own[i] >= below) {
                return ROTE_BLOB_WIRE_OUT_OF_RANGE;
            }
            for (uint32_t other = 0; other < i; other++) {
                if (own[other] == own[i]) {
                    return ROTE_BLOB_DUPLICATE_WIRE;
                }
            }
        }
    }
    return ROTE_OK;
}

/* True if the bits behind the \`bits\` bits of a section are zero. */
static int is_padding_zero(const uint8_t *section, uint32_t bits)
{
    return (bits & 7u) == 0 || section[bits >> 3] >> (bits & 7u) == 0;
}

/* The name of a status. */
static const char *name_of(rote_status status)
{
    static const char *const names[] = {
        "ok",
        "blob_too_short",
        "blob_bad_magic",
        "blob_unsupported_version",
        "blob_unknown_flags",
        "blob_too_large",
        "blob_length_mismatch",
        "blob_unknown_head",
        "blob_limit_exceeded",
        "blob_reserved_not_zero",
        "blob_section_mismatch",
        "blob_arity_above_width_below",
        "blob_head_mismatch",
        "blob_bad_checksum",
        "blob_bad_text",
        "blob_wire_out_of_range",
        "blob_duplicate_wire",
        "blob_dead_lut",
        "blob_padding_not_zero",
        "blob_margin_out_of_range",
        "blob_split_one_sided",
        "blob_entry_out_of_range",
    };
    uint32_t index = (uint32_t)status;
    return index < sizeof names / sizeof names[0] ? names[index] : "unknown";
}

/* Bytes of an entry of the layer table behind the header. */
#define LAYER_BYTES 8u
/* Most LUTs of a model. */
#define MAX_LUTS 1048576u

/* LUTs whose readers are looked for at a time: a bit each on the stack. */
#define WINDOW 8192u

/* ---- The ladder ---- */

/* Reads the layer table behind the header, which must fit. */
static rote_status read_layers(rote_model *model, uint32_t length)
{
    const uint8_t *table = model->blob + HEADER_BYTES;
    uint32_t luts = 0;
    if (HEADER_BYTES + model->layer_count * LAYER_BYTES + CHECKSUM_BYTES > length) {
        return ROTE_BLOB_SECTION_MISMATCH;
    }
    for (uint32_t i = 0; i < model->layer_count; i++) {
        rote_layer *layer = &model->layers[i];
        layer->width = u32_at(table + i * LAYER_BYTES);
        layer->arity = table[i * LAYER_BYTES + 4u];
        if (!is_within(layer->width, MAX_WIDTH) || !is_within(layer->arity, MAX_ARITY)) {
            return ROTE_BLOB_LIMIT_EXCEEDED;
        }
        luts += layer->width;
    }
    if (luts > MAX_LUTS) {
        return ROTE_BLOB_LIMIT_EXCEEDED;
    }
    for (uint32_t i = 0; i < model->layer_count; i++) {
        if (u32_at(table + i * LAYER_BYTES + 4u) >> 8 != 0) {
            return ROTE_BLOB_RESERVED_NOT_ZERO;
        }
    }
    return ROTE_OK;
}

/* The first rungs: length, magic, version, flags and the numbers in the header. */
static rote_status read_header(rote_model *model, uint32_t length)
{
    const uint8_t *blob = model->blob;
    const rote_status status = check_preamble(blob, length);
    if (status != ROTE_OK) {
        return status;
    }
    if (blob[16] != 0) {
        return ROTE_BLOB_UNKNOWN_HEAD;
    }
    model->features = u32_at(blob + 12);
    model->row_bytes = (model->features + 7u) / 8u;
    model->layer_count = blob[17];
    if (!is_within(model->features, MAX_FEATURES) ||
        !is_within(model->layer_count, MAX_LAYERS) || u16_at(blob + 18) != ROTE_CLASSES ||
        u32_at(blob + 20) > MAX_TEXT_BYTES(ROTE_CLASSES)) {
        return ROTE_BLOB_LIMIT_EXCEEDED;
    }
    return read_layers(model, length);
}

/* Where everything starts, and whether it ends where the blob does. Sums may exceed 32 bits. */
static rote_status find_sections(rote_model *model, uint32_t length)
{
    uint64_t at = HEADER_BYTES + model->layer_count * LAYER_BYTES + u32_at(model->blob + 20);
    uint64_t margins = 0;
    uint32_t below = model->features;
    for (uint32_t i = 0; i < model->layer_count; i++) {
        rote_layer *layer = &model->layers[i];
        layer->width_below = below;
        layer->wire_bits = wire_bits_over(below);
        layer->wires_at = (uint32_t)at;
        at += (layer->width * layer->arity * layer->wire_bits + 7u) / 8u;
        layer->tables_at = (uint32_t)at;
        margins = (uint64_t)1 << layer->arity;
        at += (layer->width * margins + 7u) / 8u;
        below = layer->width;
    }
    model->margins_at = (uint32_t)at;
    return at + 2u * margins + CHECKSUM_BYTES == length ? ROTE_OK : ROTE_BLOB_SECTION_MISMATCH;
}

/* What layers must be to each other and to the head. */
static rote_status check_shape(const rote_model *model)
{
    for (uint32_t i = 0; i < model->layer_count; i++) {
        if (model->layers[i].arity > model->layers[i].width_below) {
            return ROTE_BLOB_ARITY_ABOVE_WIDTH_BELOW;
        }
    }
    return model->layers[model->layer_count - 1u].width == 1u ? ROTE_OK : ROTE_BLOB_HEAD_MISMATCH;
}

/* Reads the names of the classes. */
static rote_status read_text(rote_model *model)
{
    rote_text text;
    rote_status status;
    text.bytes = model->blob + HEADER_BYTES + model->layer_count * LAYER_BYTES;
    text.length = u32_at(model->blob + 20);
    status = check_text(text, ROTE_CLASSES);
    for (uint32_t i = 0; i < ROTE_CLASSES && status == ROTE_OK; i++) {
        model->classes[i] = class_at(text.bytes, i);
    }
    return status;
}

/* True if a layer reads all of the layer below, which is looked at window by window. */
static int reads_all(const uint8_t *wires, const rote_layer *layer)
{
    for (uint32_t first = 0; first < layer->width_below; first += WINDOW) {
        uint8_t is_read[WINDOW / 8u] = {0};
        uint32_t from = 0;
        for (uint32_t i = layer->width * layer->arity; i > 0; i--, from += layer->wire_bits) {
            /* A wire below the window wraps around and is beyond it. */
            uint32_t lut = wire_at(wires, from, layer->wire_bits) - first;
            if (lut < WINDOW) {
                is_read[lut >> 3] |= (uint8_t)(1u << (lut & 7u));
            }
        }
        for (uint32_t lut = 0; lut < WINDOW && lut < layer->width_below - first; lut++) {
            if ((is_read[lut >> 3] >> (lut & 7u) & 1) == 0) {
                return 0;
            }
        }
    }
    return 1;
}

/* The rungs of one layer. Its sections lie within the blob, so no number of bits exceeds 32 bits. */
static rote_status check_layer(const rote_model *model, uint32_t index)
{
    const rote_layer *layer = &model->layers[index];
    const uint8_t *wires = model->blob + layer->wires_at;
    rote_status status =
        check_wires(wires, layer->width, layer->arity, layer->wire_bits, layer->width_below);
    if (status != ROTE_OK) {
        return status;
    }
    if (index > 0 && !reads_all(wires, layer)) {
        return ROTE_BLOB_DEAD_LUT;
    }
    if (!is_padding_zero(wires, layer->width * layer->arity * layer->wire_bits) ||
        !is_padding_zero(model->blob + layer->tables_at, layer->width << layer->arity)) {
        return ROTE_BLOB_PADDING_NOT_ZERO;
    }
    return ROTE_OK;
}

static rote_status check_margins(const rote_model *model)
{
    const rote_layer *output = &model->layers[model->layer_count - 1u];
    for (uint32_t address = 0; address < UINT32_C(1) << output->arity; address++) {
        if (u16_at(model->blob + model->margins_at + 2u * address) > ROTE_MARGIN_ONE) {
            return ROTE_BLOB_MARGIN_OUT_OF_RANGE;
        }
    }
    return ROTE_OK;
}

/* What every other layer reads lies in one half of the working memory, the rest in the other. */
static void plan_work(rote_model *model)
{
    uint32_t most[2] = {model->features, 0};
    for (uint32_t i = 1; i < model->layer_count; i++) {
        if (model->layers[i].width_below > most[i & 1u]) {
            most[i & 1u] = model->layers[i].width_below;
        }
    }
    model->odd_at = most[0];
    model->work_bytes = most[0] + most[1];
}

rote_status rote_open(rote_model *model, const uint8_t *blob, uint32_t length)
{
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
    status = read_text(model);
    for (uint32_t i = 0; i < model->layer_count && status == ROTE_OK; i++) {
        status = check_layer(model, i);
    }
    if (status == ROTE_OK) {
        status = check_margins(model);
    }
    if (status == ROTE_OK) {
        plan_work(model);
    }
    return status;
}

const char *rote_status_name(rote_status status)
{
    return name_of(status);
}

/* ---- Prediction ---- */

/* The address of a LUT: the bit on wire j is bit j. */
static uint32_t address_of(const rote_model *model, const rote_layer *layer, uint32_t lut,
                           const uint8_t *inputs)
{
    const uint8_t *wires = model->blob + layer->wires_at;
    const uint32_t bits = layer->wire_bits;
    uint32_t from = lut * layer->arity * bits;
    uint32_t address = 0;
    for (uint32_t i = 0; i < layer->arity; i++, from += bits) {
        address |= (uint32_t)inputs[wire_at(wires, from, bits)] << i;
    }
    return address;
}

/* What a LUT puts out for an address. */
static uint8_t output_of(const rote_model *model, const rote_layer *layer, uint32_t lut,
                         uint32_t address)
{
    const uint32_t at = (lut << layer->arity) + address;
    return (uint8_t)(model->blob[layer->tables_at + (at >> 3)] >> (at & 7u) & 1);
}

uint32_t rote_work_bytes(const rote_model *model)
{
    return model->work_bytes;
}

int rote_predict(const rote_model *model, const uint8_t *row, uint8_t *work, uint16_t *margin)
{
    const rote_layer *output = &model->layers[model->layer_count - 1u];
    uint8_t *inputs = work;
    uint8_t *outputs = work + model->odd_at;
    uint32_t address;
    for (uint32_t i = 0; i < model->features; i++) {
        inputs[i] = (uint8_t)(row[i >> 3] >> (i & 7u) & 1);
    }
    for (const rote_layer *layer = model->layers; layer < output; layer++) {
        uint8_t *read = inputs;
        for (uint32_t lut = 0; lut < layer->width; lut++) {
            outputs[lut] = output_of(model, layer, lut, address_of(model, layer, lut, inputs));
        }
        inputs = outputs;
        outputs = read;
    }
    address = address_of(model, output, 0, inputs);
    if (margin) {
        *margin = (uint16_t)u16_at(model->blob + model->margins_at + 2u * address);
    }
    return output_of(model, output, 0, address);
}
`;

/** `rote_reader.h`. */
export const READER_H = `/*
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

/* What all readers of Rote share; a program may use several of them. */
#ifndef ROTE_TYPES
#define ROTE_TYPES

/* What opening a blob says. A blob is refused with the first of these that holds. */
typedef enum rote_status {
    ROTE_OK = 0,
    ROTE_BLOB_TOO_SHORT = 1,                /* shorter than the shortest header */
    ROTE_BLOB_BAD_MAGIC = 2,                /* does not start with "ROTE" */
    ROTE_BLOB_UNSUPPORTED_VERSION = 3,      /* a format version other than 1 */
    ROTE_BLOB_UNKNOWN_FLAGS = 4,            /* a flag is set */
    ROTE_BLOB_TOO_LARGE = 5,                /* above 256 MiB */
    ROTE_BLOB_LENGTH_MISMATCH = 6,          /* not as long as it says: cut short, or more behind it */
    ROTE_BLOB_UNKNOWN_HEAD = 7,             /* a head that this reader does not know */
    ROTE_BLOB_LIMIT_EXCEEDED = 8,           /* a number of the header outside its limits */
    ROTE_BLOB_RESERVED_NOT_ZERO = 9,        /* a reserved byte of the layer table */
    ROTE_BLOB_SECTION_MISMATCH = 10,        /* sections do not add up to the length */
    ROTE_BLOB_ARITY_ABOVE_WIDTH_BELOW = 11, /* more wires than the layer below has outputs */
    ROTE_BLOB_HEAD_MISMATCH = 12,           /* sizes that the head does not allow */
    ROTE_BLOB_BAD_CHECKSUM = 13,            /* damaged on its way */
    ROTE_BLOB_BAD_TEXT = 14,                /* not UTF-8, too long, double, out of order */
    ROTE_BLOB_WIRE_OUT_OF_RANGE = 15,       /* a wire beyond the layer below */
    ROTE_BLOB_DUPLICATE_WIRE = 16,          /* a LUT that reads the same output twice */
    ROTE_BLOB_DEAD_LUT = 17,                /* a LUT that nothing reads */
    ROTE_BLOB_PADDING_NOT_ZERO = 18,        /* a bit set behind the last wire or table of a layer */
    ROTE_BLOB_MARGIN_OUT_OF_RANGE = 19,     /* a margin above 10000 */
    ROTE_BLOB_SPLIT_ONE_SIDED = 20,         /* boosted tables: a split with all classes or none */
    ROTE_BLOB_ENTRY_OUT_OF_RANGE = 21       /* boosted tables: an entry of -128 */
} rote_status;

/* UTF-8 within the blob; no zero byte ends it. It comes from strangers: escape it where it is shown. */
typedef struct rote_text {
    const uint8_t *bytes;
    uint32_t length;
} rote_text;

#endif

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

/* Opens a blob of \`length\` bytes; \`model\` is to be used only after ROTE_OK. Takes 1 KB of stack. */
rote_status rote_open(rote_model *model, const uint8_t *blob, uint32_t length);

/* The name of a status as Rote's own errors have it: "blob_too_short"; "ok" for ROTE_OK. */
const char *rote_status_name(rote_status status);

/* Bytes of working memory that rote_predict() needs: a byte a bit for two layers. */
uint32_t rote_work_bytes(const rote_model *model);

/*
 * Predicts the class of one row, an index into \`model->classes\`.
 *
 * \`row\` has model->row_bytes packed bytes: feature 0 is the least significant bit of byte 0, and the
 * bits behind the last feature are not read. \`work\` has rote_work_bytes(model) bytes; threads that
 * predict at the same time share the model and each have a \`work\` of their own. \`margin\` may be null.
 */
int rote_predict(const rote_model *model, const uint8_t *row, uint8_t *work, uint16_t *margin);

#ifdef __cplusplus
}
#endif

#endif
`;

/** `rote_boosted.c`. */
export const BOOSTED_C = `/*
 * rote_boosted: see rote_boosted.h. The format is told in docs/blob-format.md of Rote, head 3; the
 * checks below are the rungs of its ladder, in its order.
 *
 * Licence: this file, made by Rote, is yours, to use under any terms.
 */
#include "rote_boosted.h"

/*
 * What the readers of all kinds of blobs have in common. It is put into each of them when they are
 * embedded, so that a reader stays one file.
 */

/* Bytes of the header, and of the checksum at the end. */
#define HEADER_BYTES 24u
#define CHECKSUM_BYTES 4u

/* The limits of format version 1. */
#define MAX_BLOB_BYTES 268435456u
#define MAX_FEATURES 65536u
#define MAX_LAYERS 64u
#define MAX_WIDTH 65536u
#define MAX_ARITY 16u
#define MAX_NAME_BYTES 256u
#define MAX_ENTRIES 64u
#define MAX_KEY_BYTES 64u
#define MAX_VALUE_BYTES 1024u
#define MAX_TEXT_BYTES(classes)                                                                    \\
    ((classes) * (2u + MAX_NAME_BYTES) + 2u + MAX_ENTRIES * (4u + MAX_KEY_BYTES + MAX_VALUE_BYTES))

/* ---- Numbers in the blob, little-endian ---- */

static uint32_t u16_at(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static uint32_t u32_at(const uint8_t *at)
{
    return u16_at(at) | u16_at(at + 2) << 16;
}

/*
 * A wire number of \`bits\` bits (0 to 16), \`from\` bits into a section. Reads four bytes: tables and
 * the checksum lie behind the wires, so there are at least three more.
 */
static uint32_t wire_at(const uint8_t *wires, uint32_t from, uint32_t bits)
{
    return u32_at(wires + (from >> 3)) >> (from & 7u) & ((UINT32_C(1) << bits) - 1u);
}

/* CRC-32C (Castagnoli, RFC 3720 appendix B.4), four bits at a time. */
static uint32_t crc32c(const uint8_t *bytes, uint32_t length)
{
    static const uint32_t table[16] = {
        0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1, 0x417b1dbc, 0x5125dad3,
        0x61c69362, 0x7198540d, 0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9,
        0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75,
    };
    uint32_t crc = 0xffffffffu;
    for (uint32_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        crc = crc >> 4 ^ table[crc & 15u];
        crc = crc >> 4 ^ table[crc & 15u];
    }
    return crc ^ 0xffffffffu;
}

/* ---- The rungs that all blobs share ---- */

static int is_within(uint32_t value, uint32_t most)
{
    return value >= 1u && value <= most;
}

/* The first rungs: length, magic, version and flags. */
static rote_status check_preamble(const uint8_t *blob, uint32_t length)
{
    if (length < HEADER_BYTES + CHECKSUM_BYTES) {
        return ROTE_BLOB_TOO_SHORT;
    }
    if (u32_at(blob) != 0x45544f52u) { /* "ROTE" */
        return ROTE_BLOB_BAD_MAGIC;
    }
    if (u16_at(blob + 4) != 1u) {
        return ROTE_BLOB_UNSUPPORTED_VERSION;
    }
    if (u16_at(blob + 6) != 0) {
        return ROTE_BLOB_UNKNOWN_FLAGS;
    }
    if (length > MAX_BLOB_BYTES) {
        return ROTE_BLOB_TOO_LARGE;
    }
    if (u32_at(blob + 8) != length) {
        return ROTE_BLOB_LENGTH_MISMATCH;
    }
    return ROTE_OK;
}

/* Bits of a wire number over so many outputs: ceil(log2(below)). */
static uint32_t wire_bits_over(uint32_t below)
{
    uint32_t bits = 0;
    while (UINT32_C(1) << bits < below) {
        bits++;
    }
    return bits;
}

/* True for well-formed UTF-8 (Unicode, table 3-7). */
static int is_utf8(rote_text text)
{
    uint32_t at = 0;
    while (at < text.length) {
        uint8_t lead = text.bytes[at++];
        /* What the second byte may be: no longer form than needed, no surrogates, no overflow. */
        uint8_t least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        uint8_t most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        uint32_t more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4) {
            return 0;
        }
        for (; more > 0; more--) {
            if (at == text.length || text.bytes[at] < least || text.bytes[at] > most) {
                return 0;
            }
            at++;
            least = 0x80;
            most = 0xbf;
        }
    }
    return 1;
}

/* Takes a string of \`least\` to \`most\` bytes, and its length before it, from the start of the rest. */
static int take_string(rote_text *rest, uint32_t least, uint32_t most, rote_text *string)
{
    if (rest->length < 2u) {
        return 0;
    }
    string->length = u16_at(rest->bytes);
    string->bytes = rest->bytes + 2;
    if (string->length < least || string->length > most || string->length > rest->length - 2u) {
        return 0;
    }
    rest->bytes += 2u + string->length;
    rest->length -= 2u + string->length;
    return is_utf8(*string);
}

/* Less than, equal to or greater than 0, as \`a\` comes before, is or comes after \`b\`. */
static int compare(rote_text a, rote_text b)
{
    for (uint32_t i = 0; i < a.length && i < b.length; i++) {
        if (a.bytes[i] != b.bytes[i]) {
            return a.bytes[i] < b.bytes[i] ? -1 : 1;
        }
    }
    return a.length == b.length ? 0 : a.length < b.length ? -1 : 1;
}

/* The name of a class in a text section that holds it. */
static rote_text class_at(const uint8_t *text, uint32_t index)
{
    rote_text name;
    for (; index > 0; index--) {
        text += 2u + u16_at(text);
    }
    name.bytes = text + 2;
    name.length = u16_at(text);
    return name;
}

/* The names of the classes, which differ, and the metadata, which is left where it is. */
static rote_status check_text(rote_text rest, uint32_t classes)
{
    const uint8_t *text = rest.bytes;
    rote_text last = {0, 0};
    uint32_t entries;
    for (uint32_t i = 0; i < classes; i++) {
        rote_text name;
        if (!take_string(&rest, 1u, MAX_NAME_BYTES, &name)) {
            return ROTE_BLOB_BAD_TEXT;
        }
        for (uint32_t other = 0; other < i; other++) {
            if (compare(class_at(text, other), name) == 0) {
                return ROTE_BLOB_BAD_TEXT;
            }
        }
    }
    if (rest.length < 2u) {
        return ROTE_BLOB_BAD_TEXT;
    }
    entries = u16_at(rest.bytes);
    rest.bytes += 2;
    rest.length -= 2u;
    if (entries > MAX_ENTRIES) {
        return ROTE_BLOB_BAD_TEXT;
    }
    for (; entries > 0; entries--) {
        rote_text key, value;
        if (!take_string(&rest, 1u, MAX_KEY_BYTES, &key) ||
            !take_string(&rest, 0, MAX_VALUE_BYTES, &value) || compare(last, key) >= 0) {
            return ROTE_BLOB_BAD_TEXT;
        }
        last = key;
    }
    return rest.length == 0 ? ROTE_OK : ROTE_BLOB_BAD_TEXT;
}

/* Wires one by one: each within what is below, and no two of a LUT the same. */
static rote_status check_wires(const uint8_t *wires, uint32_t luts, uint32_t arity,
                               uint32_t wire_bits, uint32_t below)
{
    uint32_t own[MAX_ARITY];
    uint32_t from = 0;
    for (uint32_t lut = 0; lut < luts; lut++) {
        for (uint32_t i = 0; i < arity; i++, from += wire_bits) {
            own[i] = wire_at(wires, from, wire_bits);
            if (own[i] >= below) {
                return ROTE_BLOB_WIRE_OUT_OF_RANGE;
            }
            for (uint32_t other = 0; other < i; other++) {
                if (own[other] == own[i]) {
                    return ROTE_BLOB_DUPLICATE_WIRE;
                }
            }
        }
    }
    return ROTE_OK;
}

/* True if the bits behind the \`bits\` bits of a section are zero. */
static int is_padding_zero(const uint8_t *section, uint32_t bits)
{
    return (bits & 7u) == 0 || section[bits >> 3] >> (bits & 7u) == 0;
}

/* The name of a status. */
static const char *name_of(rote_status status)
{
    static const char *const names[] = {
        "ok",
        "blob_too_short",
        "blob_bad_magic",
        "blob_unsupported_version",
        "blob_unknown_flags",
        "blob_too_large",
        "blob_length_mismatch",
        "blob_unknown_head",
        "blob_limit_exceeded",
        "blob_reserved_not_zero",
        "blob_section_mismatch",
        "blob_arity_above_width_below",
        "blob_head_mismatch",
        "blob_bad_checksum",
        "blob_bad_text",
        "blob_wire_out_of_range",
        "blob_duplicate_wire",
        "blob_dead_lut",
        "blob_padding_not_zero",
        "blob_margin_out_of_range",
        "blob_split_one_sided",
        "blob_entry_out_of_range",
    };
    uint32_t index = (uint32_t)status;
    return index < sizeof names / sizeof names[0] ? names[index] : "unknown";
}

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
`;

/** `rote_boosted.h`. */
export const BOOSTED_H = `/*
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

/* What all readers of Rote share; a program may use several of them. */
#ifndef ROTE_TYPES
#define ROTE_TYPES

/* What opening a blob says. A blob is refused with the first of these that holds. */
typedef enum rote_status {
    ROTE_OK = 0,
    ROTE_BLOB_TOO_SHORT = 1,                /* shorter than the shortest header */
    ROTE_BLOB_BAD_MAGIC = 2,                /* does not start with "ROTE" */
    ROTE_BLOB_UNSUPPORTED_VERSION = 3,      /* a format version other than 1 */
    ROTE_BLOB_UNKNOWN_FLAGS = 4,            /* a flag is set */
    ROTE_BLOB_TOO_LARGE = 5,                /* above 256 MiB */
    ROTE_BLOB_LENGTH_MISMATCH = 6,          /* not as long as it says: cut short, or more behind it */
    ROTE_BLOB_UNKNOWN_HEAD = 7,             /* a head that this reader does not know */
    ROTE_BLOB_LIMIT_EXCEEDED = 8,           /* a number of the header outside its limits */
    ROTE_BLOB_RESERVED_NOT_ZERO = 9,        /* a reserved byte of the layer table */
    ROTE_BLOB_SECTION_MISMATCH = 10,        /* sections do not add up to the length */
    ROTE_BLOB_ARITY_ABOVE_WIDTH_BELOW = 11, /* more wires than the layer below has outputs */
    ROTE_BLOB_HEAD_MISMATCH = 12,           /* sizes that the head does not allow */
    ROTE_BLOB_BAD_CHECKSUM = 13,            /* damaged on its way */
    ROTE_BLOB_BAD_TEXT = 14,                /* not UTF-8, too long, double, out of order */
    ROTE_BLOB_WIRE_OUT_OF_RANGE = 15,       /* a wire beyond the layer below */
    ROTE_BLOB_DUPLICATE_WIRE = 16,          /* a LUT that reads the same output twice */
    ROTE_BLOB_DEAD_LUT = 17,                /* a LUT that nothing reads */
    ROTE_BLOB_PADDING_NOT_ZERO = 18,        /* a bit set behind the last wire or table of a layer */
    ROTE_BLOB_MARGIN_OUT_OF_RANGE = 19,     /* a margin above 10000 */
    ROTE_BLOB_SPLIT_ONE_SIDED = 20,         /* boosted tables: a split with all classes or none */
    ROTE_BLOB_ENTRY_OUT_OF_RANGE = 21       /* boosted tables: an entry of -128 */
} rote_status;

/* UTF-8 within the blob; no zero byte ends it. It comes from strangers: escape it where it is shown. */
typedef struct rote_text {
    const uint8_t *bytes;
    uint32_t length;
} rote_text;

#endif

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

/* Opens a blob of \`length\` bytes; \`model\` is to be used only after ROTE_OK. */
rote_status rote_boosted_open(rote_boosted *model, const uint8_t *blob, uint32_t length);

/* The name of a status as Rote's own errors have it: "blob_too_short"; "ok" for ROTE_OK. */
const char *rote_boosted_status_name(rote_status status);

/* The name of a class, 0 to model->class_count - 1. */
rote_text rote_boosted_class(const rote_boosted *model, uint32_t index);

/*
 * Predicts the class of one row: an index, see rote_boosted_class(). Takes 2 KB of stack; any number of
 * threads may share the model.
 *
 * \`row\` has model->row_bytes packed bytes: feature 0 is the least significant bit of byte 0, and the
 * bits behind the last feature are not read. \`scores\`, which may be null, has model->class_count
 * places: the score of each class, which together are ROTE_SCORE_ONE.
 */
int rote_boosted_predict(const rote_boosted *model, const uint8_t *row, uint16_t *scores);

#ifdef __cplusplus
}
#endif

#endif
`;
