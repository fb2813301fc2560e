/**
 * Bounds of the engine and of the blob format, in one place, each with its unit and its reason.
 * The service has tighter ones of its own, which an operator sets (`models/operating/configuration.ts`).
 *
 * @module
 */

/** Input bits of a network. A wire number then fits 16 bits. */
export const MAX_FEATURES = 65_536;

/** LUTs of one layer. A wire number then fits 16 bits. */
export const MAX_WIDTH = 65_536;

/** LUTs that vote on a class, in a last layer of them. Counting them up then takes 16 bits. */
export const MAX_VOTES = 65_535;

/** Layers of a network, the output layer included. Deeper ones add time and no accuracy. */
export const MAX_LAYERS = 64;

/** Wires of a LUT. A truth table then has at most 65,536 bits (8 KiB) and an address fits 16 bits. */
export const MAX_ARITY = 16;

/** LUTs of a whole network before pruning. Bounds the time and memory of drawing its wiring. */
export const MAX_LUTS = 1_048_576;

/** Bytes of a blob (256 MiB). The paper's largest network (k = 16) takes about 35 MB. */
export const MAX_BLOB_BYTES = 268_435_456;

/** Bytes of generated code: the longest string that V8 has. The service allows less. */
export const MAX_EXPORT_BYTES = 536_870_888;

/** Rows of a training set. Counts then fit 32 bits with room to spare. */
export const MAX_ROWS = 16_777_216;

/** Bytes of working memory that one training run may ask for (1 GiB). */
export const MAX_TRAINING_BYTES = 1_073_741_824;
/** Bytes of bits that an encoder may make of one request (64 MiB): a value is short, its bits may be many. */
export const MAX_ENCODED_BYTES = 67_108_864;

/** Classes of a network with a single output LUT: its one output bit tells two apart. */
export const CLASSES = 2;

/**
 * Classes that networks tell apart pair by pair. These are 2,016 pairs: so many networks of the
 * default shape still fit a blob.
 */
export const MAX_PAIRWISE_CLASSES = 64;

/** Classes of boosted tables. The index of a class then fits 8 bits. */
export const MAX_BOOSTED_CLASSES = 256;

/** Splits of the classes of boosted tables. More of them tell classes apart no better. */
export const MAX_SPLITS = 256;

/** Unit of what is summed up per class, in 1/65,536 of a logit: one unit is worth up to 16 logits. */
export const MAX_SCALE = 1_048_576;

/** Bytes of one class name in UTF-8. */
export const MAX_CLASS_NAME_BYTES = 256;

/** Entries of a blob's metadata. */
export const MAX_METADATA_ENTRIES = 64;

/** Bytes of one metadata key in UTF-8. */
export const MAX_METADATA_KEY_BYTES = 64;

/** Bytes of one metadata value in UTF-8. */
export const MAX_METADATA_VALUE_BYTES = 1_024;

/** Values of a table of raw rows (64 Mi): numbers then take 512 MiB. */
export const MAX_VALUES = 67_108_864;

/** Columns of an encoder. One that tells anything takes at least one of the features. */
export const MAX_COLUMNS = 65_536;

/** Thresholds or categories of a column. More tell single rows apart, not kinds of rows. */
export const MAX_COLUMN_ENTRIES = 4_096;

/** Bytes of the name of a column in UTF-8. */
export const MAX_COLUMN_NAME_BYTES = 256;

/** Bytes of a category in UTF-8. Longer text is prose, of which no two rows have the same. */
export const MAX_CATEGORY_BYTES = 256;

/** Offenders that one error lists; the rest would only repeat them. */
export const MAX_OFFENDERS = 10;
