/*
 * Asks each model about its rows, one by one and all at once: answer_all ROWS ANSWERS. Each row by
 * itself lies in memory of exactly its size, so that the sanitizer sees a byte too far, and has ones
 * behind its last feature. Writes class names, labels and the numbers that come with them (margins or
 * scores) for each model; fails if a row by itself has another answer.
 */
#include "answer_all.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void demand(int holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "answer_all: %s\n", what);
        exit(1);
    }
}

static void *room(size_t bytes)
{
    void *memory = malloc(bytes);
    demand(memory != NULL, "no memory");
    return memory;
}

static void write_u16(FILE *out, uint32_t value)
{
    fputc((int)(value & 255), out);
    fputc((int)(value >> 8), out);
}

static void answer(const model *own, FILE *in, FILE *out)
{
    uint8_t *rows = room((size_t)own->rows * own->row_bytes);
    uint8_t *labels = room(own->rows);
    uint8_t *labels_alone = room(own->rows);
    const size_t bytes = own->numbers * sizeof(uint16_t);
    uint16_t *numbers = room(own->rows * bytes);
    demand(fread(rows, own->row_bytes, own->rows, in) == own->rows, "too few rows");
    own->predict_batch(rows, own->rows, labels, numbers);
    own->predict_batch(rows, own->rows, labels_alone, NULL);
    demand(memcmp(labels, labels_alone, own->rows) == 0, "a label changes without numbers");
    for (uint32_t i = 0; i < own->rows; i++) {
        uint8_t *row = room(own->row_bytes);
        uint16_t *alone = room(bytes);
        memset(alone, 255, bytes);
        memcpy(row, rows + (size_t)i * own->row_bytes, own->row_bytes);
        if (own->features % 8 != 0) {
            row[own->row_bytes - 1] |= (uint8_t)(255u << own->features % 8);
        }
        demand(own->predict(row, alone) == labels[i], "a row by itself has another label");
        demand(memcmp(alone, numbers + i * own->numbers, bytes) == 0,
               "a row by itself has other numbers");
        demand(own->predict(row, NULL) == labels[i], "a row without numbers has another label");
        free(row);
        free(alone);
    }
    for (uint32_t i = 0; i < own->classes; i++) {
        const size_t length = strlen(own->class_names[i]);
        write_u16(out, (uint32_t)length);
        fwrite(own->class_names[i], 1, length, out);
    }
    fwrite(labels, 1, own->rows, out);
    for (uint32_t i = 0; i < own->rows * own->numbers; i++) {
        write_u16(out, numbers[i]);
    }
    free(rows);
    free(labels);
    free(labels_alone);
    free(numbers);
}

int main(int count, char **arguments)
{
    FILE *in, *out;
    demand(count == 3, "two arguments");
    in = fopen(arguments[1], "rb");
    out = fopen(arguments[2], "wb");
    demand(in != NULL && out != NULL, "cannot open a file");
    for (uint32_t i = 0; i < model_count; i++) {
        answer(&models[i], in, out);
    }
    demand(fgetc(in) == EOF, "rows are left over");
    fclose(in);
    demand(fclose(out) == 0, "cannot write");
    return 0;
}
