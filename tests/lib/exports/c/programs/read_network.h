/* What read_all.c calls of the reader of networks. */
#ifndef READER_UNDER_TEST_H
#define READER_UNDER_TEST_H

#include "rote_reader.h"

typedef rote_model opened;
#define open_blob rote_open
#define status_name rote_status_name
#define work_bytes rote_work_bytes
#define predict rote_predict
#define numbers_of(model) (1u)
#define classes_of(model) ((uint32_t)ROTE_CLASSES)
#define class_name(model, index) ((model)->classes[index])

#endif
