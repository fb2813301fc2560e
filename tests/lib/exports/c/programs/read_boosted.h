/* What read_all.c calls of the reader of boosted tables, which needs no working memory. */
#ifndef READER_UNDER_TEST_H
#define READER_UNDER_TEST_H

#include "rote_boosted.h"

typedef rote_boosted opened;
#define open_blob rote_boosted_open
#define status_name rote_boosted_status_name
#define work_bytes(model) (1u)
#define predict(model, row, work, scores) rote_boosted_predict(model, row, scores)
#define numbers_of(model) ((model)->class_count)
#define classes_of(model) ((model)->class_count)
#define class_name rote_boosted_class

#endif
