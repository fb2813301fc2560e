/*
 * Opens blobs with the reader and asks those that it takes about rows: read_all BLOBS VERDICTS. For
 * each blob there are three u32 (bytes that follow, length that the reader is told, rows), the blob
 * and the rows. Writes the status as a byte, and for a model class names, labels and the
 * numbers that come with them. Each
 * thing lies in memory of exactly its size, so that the sanitizer sees a byte too far.
 */
#include "reader_under_test.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void demand(int holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "read_all: %s\n", what);
        exit(1);
    }
}

static uint8_t *room(size_t bytes)
{
    uint8_t *memory = malloc(bytes);
    demand(memory != NULL || bytes == 0, "no memory");
    return memory;
}

static uint32_t read_u32(FILE *in)
{
    uint32_t value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        value |= (uint32_t)(fgetc(in) & 255) << shift;
    }
    return value;
}

static void write_u16(FILE *out, uint32_t value)
{
    fputc((int)(value & 255), out);
    fputc((int)(value >> 8), out);
}

static void answer(const opened *model, uint32_t rows, FILE *in, FILE *out)
{
    const size_t own = numbers_of(model);
    uint8_t *row = room(model->row_bytes);
    uint8_t *work = room(work_bytes(model));
    uint8_t *labels = room(rows);
    uint16_t *numbers = (uint16_t *)(void *)room(rows * own * sizeof *numbers);
    for (uint32_t i = 0; i < rows; i++) {
        demand(fread(row, 1, model->row_bytes, in) == model->row_bytes, "too few rows");
        if (model->features % 8 != 0) {
            row[model->row_bytes - 1] |= (uint8_t)(255u << model->features % 8);
        }
        labels[i] = (uint8_t)predict(model, row, work, numbers + i * own);
        memset(work, 255, work_bytes(model));
        demand(predict(model, row, work, NULL) == labels[i], "another label without numbers");
    }
    for (uint32_t i = 0; i < classes_of(model); i++) {
        const rote_text name = class_name(model, i);
        write_u16(out, name.length);
        fwrite(name.bytes, 1, name.length, out);
    }
    fwrite(labels, 1, rows, out);
    for (size_t i = 0; i < rows * own; i++) {
        write_u16(out, numbers[i]);
    }
    free(row);
    free(work);
    free(labels);
    free(numbers);
}

int main(int count, char **arguments)
{
    FILE *in, *out;
    uint32_t blobs;
    demand(count == 3, "two arguments");
    in = fopen(arguments[1], "rb");
    out = fopen(arguments[2], "wb");
    demand(in != NULL && out != NULL, "cannot open a file");
    for (blobs = read_u32(in); blobs > 0; blobs--) {
        opened model;
        const uint32_t bytes = read_u32(in), length = read_u32(in), rows = read_u32(in);
        uint8_t *blob = room(bytes);
        rote_status status;
        memset(&model, 255, sizeof model);
        demand(fread(blob, 1, bytes, in) == bytes, "a blob is cut short");
        status = open_blob(&model, blob, length);
        fputc((int)status, out);
        if (status == ROTE_OK) {
            answer(&model, rows, in, out);
        } else {
            demand(rows == 0, "a blob with rows is refused");
        }
        free(blob);
    }
    demand(fgetc(in) == EOF, "bytes are left over");
    fclose(in);
    demand(fclose(out) == 0, "cannot write");
    for (int i = -1; i < 23; i++) {
        printf("%s\n", status_name((rote_status)i));
    }
    return 0;
}
