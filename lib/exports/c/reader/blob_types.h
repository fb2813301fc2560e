/* What all readers of Rote share; a program may use several of them. */
#ifndef ROTE_TYPES
#define ROTE_TYPES

/* What opening a blob says. A blob is refused with the first of these that holds. */
typedef enum rote_status {
    ROTE_OK = 0,
    ROTE_BLOB_TOO_SHORT = 1,                /* shorter than the shortest header */
    ROTE_BLOB_BAD_MAGIC = 2,                /* does not start with "ROTE" */
    ROTE_BLOB_UNSUPPORTED_VERSION = 3,      /* a format version other than 1 */
    ROTE_BLOB_UNKNOWN_FLAGS = 4,            /* a flag is set */
    ROTE_BLOB_TOO_LARGE = 5,                /* above 256 MiB */
    ROTE_BLOB_LENGTH_MISMATCH = 6,          /* not as long as it says: cut short, or more behind it */
    ROTE_BLOB_UNKNOWN_HEAD = 7,             /* a head that this reader does not know */
    ROTE_BLOB_LIMIT_EXCEEDED = 8,           /* a number of the header outside its limits */
    ROTE_BLOB_RESERVED_NOT_ZERO = 9,        /* a reserved byte of the layer table */
    ROTE_BLOB_SECTION_MISMATCH = 10,        /* sections do not add up to the length */
    ROTE_BLOB_ARITY_ABOVE_WIDTH_BELOW = 11, /* more wires than the layer below has outputs */
    ROTE_BLOB_HEAD_MISMATCH = 12,           /* sizes that the head does not allow */
    ROTE_BLOB_BAD_CHECKSUM = 13,            /* damaged on its way */
    ROTE_BLOB_BAD_TEXT = 14,                /* not UTF-8, too long, double, out of order */
    ROTE_BLOB_WIRE_OUT_OF_RANGE = 15,       /* a wire beyond the layer below */
    ROTE_BLOB_DUPLICATE_WIRE = 16,          /* a LUT that reads the same output twice */
    ROTE_BLOB_DEAD_LUT = 17,                /* a LUT that nothing reads */
    ROTE_BLOB_PADDING_NOT_ZERO = 18,        /* a bit set behind the last wire or table of a layer */
    ROTE_BLOB_MARGIN_OUT_OF_RANGE = 19,     /* a margin above 10000 */
    ROTE_BLOB_SPLIT_ONE_SIDED = 20,         /* boosted tables: a split with all classes or none */
    ROTE_BLOB_ENTRY_OUT_OF_RANGE = 21       /* boosted tables: an entry of -128 */
} rote_status;

/* UTF-8 within the blob; no zero byte ends it. It comes from strangers: escape it where it is shown. */
typedef struct rote_text {
    const uint8_t *bytes;
    uint32_t length;
} rote_text;

#endif
