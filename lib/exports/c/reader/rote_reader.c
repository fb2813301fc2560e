/*
 * rote_reader: see rote_reader.h. The format is told in docs/blob-format.md of Rote; the checks below
 * are the rungs of its ladder, in its order.
 *
 * Licence: this file, made by Rote, is yours, to use under any terms.
 */
#include "rote_reader.h"
#include "blob_parts.h"

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
