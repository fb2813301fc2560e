/* Reads rows of bits, one a line, and prints the class of each and its score. */
#include "read_row.h"
#include "seven.h"
#include <stdio.h>

int main(void)
{
    uint8_t row[SEVEN_ROW_BYTES];
    uint16_t margin;
    int status;
    while ((status = read_row(stdin, row, SEVEN_FEATURES)) == 1) {
        const int label = seven_predict(row, &margin);
        printf("%s %.5f\n", seven_class_names[label], (10000 + margin) / 20000.0);
    }
    if (status < 0) {
        fprintf(stderr, "A row is a line of %d zeros and ones\n", SEVEN_FEATURES);
        return 1;
    }
    return 0;
}
