/* The models that answer_all.c asks, in a table that the test writes. */
#ifndef ANSWER_ALL_H
#define ANSWER_ALL_H

#include <stdint.h>

typedef struct model {
    uint32_t features;
    uint32_t row_bytes;
    uint32_t classes;
    uint32_t rows;    /* how many to ask about */
    uint32_t numbers; /* that come with a label: one margin, or a score for each class */
    const char *const *class_names;
    int (*predict)(const uint8_t *row, uint16_t *numbers);
    void (*predict_batch)(const uint8_t *rows, uint32_t count, uint8_t *labels, uint16_t *numbers);
} model;

extern const model models[];
extern const uint32_t model_count;

#endif
