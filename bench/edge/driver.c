/*
 * Drives an exported C file: driver ROWS LABELS PASSES reads packed rows from the file ROWS, writes
 * their labels to the file LABELS, a byte each, then predicts all rows PASSES times, one by one, and
 * prints the nanoseconds that a pass took in the mean.
 */
#define _POSIX_C_SOURCE 199309L

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "digits.h"

static double nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e9 * (double)now.tv_sec + (double)now.tv_nsec;
}

static void predict_rows(const uint8_t *rows, size_t count, uint8_t *labels)
{
    for (size_t i = 0; i < count; i++) {
        uint16_t margin;
        labels[i] = (uint8_t)digits_predict(rows + i * DIGITS_ROW_BYTES, &margin);
    }
}

/* The whole file, or nothing. */
static uint8_t *read_file(const char *path, size_t *length)
{
    uint8_t *bytes = NULL;
    FILE *file = fopen(path, "rb");
    if (!file) {
        return NULL;
    }
    if (fseek(file, 0, SEEK_END) == 0) {
        long end = ftell(file);
        rewind(file);
        *length = end < 0 ? 0 : (size_t)end;
        bytes = malloc(*length + 1);
        if (bytes && fread(bytes, 1, *length, file) != *length) {
            free(bytes);
            bytes = NULL;
        }
    }
    fclose(file);
    return bytes;
}

static int write_file(const char *path, const uint8_t *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (!file) {
        return 0;
    }
    size_t written = fwrite(bytes, 1, length, file);
    return fclose(file) == 0 && written == length;
}

int main(int argc, char **argv)
{
    size_t length = 0;
    uint8_t *rows = argc == 4 ? read_file(argv[1], &length) : NULL;
    size_t count = length / DIGITS_ROW_BYTES;
    uint8_t *labels = malloc(count + 1);
    int passes = argc == 4 ? atoi(argv[3]) : 0;
    if (!rows || !labels || passes < 1) {
        fprintf(stderr, "usage: driver ROWS LABELS PASSES\n");
        return 2;
    }
    predict_rows(rows, count, labels);
    int written = write_file(argv[2], labels, count);
    double start = nanoseconds();
    for (int pass = 0; pass < passes; pass++) {
        predict_rows(rows, count, labels);
    }
    printf("%.0f\n", (nanoseconds() - start) / passes);
    free(rows);
    free(labels);
    return written ? 0 : 1;
}
