/* Reading rows of bits as text. */
#ifndef READ_ROW_H
#define READ_ROW_H

#include <stdint.h>
#include <stdio.h>

/*
 * Reads a line of zeros and ones, with or without commas, into a packed row: feature 0 becomes the
 * least significant bit of byte 0. Gives 1 for a row, 0 at the end of the input and -1 for a line
 * that is no row.
 */
static int read_row(FILE *in, uint8_t *row, uint32_t features)
{
    uint32_t bits = 0;
    int character;
    while ((character = getc(in)) != EOF && character != '\n') {
        if (character == ',' || character == ' ' || character == '\r') {
            continue;
        }
        if ((character != '0' && character != '1') || bits == features) {
            return -1;
        }
        if (bits % 8 == 0) {
            row[bits / 8] = 0;
        }
        if (character == '1') {
            row[bits / 8] |= (uint8_t)(1u << bits % 8);
        }
        bits++;
    }
    if (character == EOF && bits == 0) {
        return 0;
    }
    return bits == features ? 1 : -1;
}

#endif
