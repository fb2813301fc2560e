/* The same with a model that is read when the program runs: from_blob MODEL.rote < rows. */
#include "read_row.h"
#include "rote_reader.h"
#include <stdio.h>

/* The blob, the row and the working memory of models up to these sizes. */
static uint8_t blob[1 << 20];
static uint8_t row[1 << 13];
static uint8_t work[1 << 17];

int main(int count, char **arguments)
{
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    rote_model model;
    rote_status refusal;
    uint16_t margin;
    int status;
    if (file == NULL) {
        fprintf(stderr, "Usage: from_blob MODEL.rote < rows\n");
        return 2;
    }
    refusal = rote_open(&model, blob, (uint32_t)fread(blob, 1, sizeof blob, file));
    fclose(file);
    if (refusal != ROTE_OK) {
        fprintf(stderr, "Cannot open the model: %s\n", rote_status_name(refusal));
        return 1;
    }
    /* The format's own limits keep a row within 8 KiB and the working memory within 128 KiB. */
    while ((status = read_row(stdin, row, model.features)) == 1) {
        const rote_text name = model.classes[rote_predict(&model, row, work, &margin)];
        fwrite(name.bytes, 1, name.length, stdout);
        printf(" %.5f\n", (10000 + margin) / 20000.0);
    }
    if (status < 0) {
        fprintf(stderr, "A row is a line of %u zeros and ones\n", (unsigned)model.features);
        return 1;
    }
    return 0;
}
