/*
 * What the readers of all kinds of blobs have in common. It is put into each of them when they are
 * embedded, so that a reader stays one file.
 */

/* Bytes of the header, and of the checksum at the end. */
#define HEADER_BYTES 24u
#define CHECKSUM_BYTES 4u

/* The limits of format version 1. */
#define MAX_BLOB_BYTES 268435456u
#define MAX_FEATURES 65536u
#define MAX_LAYERS 64u
#define MAX_WIDTH 65536u
#define MAX_ARITY 16u
#define MAX_NAME_BYTES 256u
#define MAX_ENTRIES 64u
#define MAX_KEY_BYTES 64u
#define MAX_VALUE_BYTES 1024u
#define MAX_TEXT_BYTES(classes)                                                                    \
    ((classes) * (2u + MAX_NAME_BYTES) + 2u + MAX_ENTRIES * (4u + MAX_KEY_BYTES + MAX_VALUE_BYTES))

/* ---- Numbers in the blob, little-endian ---- */

static uint32_t u16_at(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static uint32_t u32_at(const uint8_t *at)
{
    return u16_at(at) | u16_at(at + 2) << 16;
}

/*
 * A wire number of `bits` bits (0 to 16), `from` bits into a section. Reads four bytes: tables and
 * the checksum lie behind the wires, so there are at least three more.
 */
static uint32_t wire_at(const uint8_t *wires, uint32_t from, uint32_t bits)
{
    return u32_at(wires + (from >> 3)) >> (from & 7u) & ((UINT32_C(1) << bits) - 1u);
}

/* CRC-32C (Castagnoli, RFC 3720 appendix B.4), four bits at a time. */
static uint32_t crc32c(const uint8_t *bytes, uint32_t length)
{
    static const uint32_t table[16] = {
        0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1, 0x417b1dbc, 0x5125dad3,
        0x61c69362, 0x7198540d, 0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9,
        0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75,
    };
    uint32_t crc = 0xffffffffu;
    for (uint32_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        crc = crc >> 4 ^ table[crc & 15u];
        crc = crc >> 4 ^ table[crc & 15u];
    }
    return crc ^ 0xffffffffu;
}

/* ---- The rungs that all blobs share ---- */

static int is_within(uint32_t value, uint32_t most)
{
    return value >= 1u && value <= most;
}

/* The first rungs: length, magic, version and flags. */
static rote_status check_preamble(const uint8_t *blob, uint32_t length)
{
    if (length < HEADER_BYTES + CHECKSUM_BYTES) {
        return ROTE_BLOB_TOO_SHORT;
    }
    if (u32_at(blob) != 0x45544f52u) { /* "ROTE" */
        return ROTE_BLOB_BAD_MAGIC;
    }
    if (u16_at(blob + 4) != 1u) {
        return ROTE_BLOB_UNSUPPORTED_VERSION;
    }
    if (u16_at(blob + 6) != 0) {
        return ROTE_BLOB_UNKNOWN_FLAGS;
    }
    if (length > MAX_BLOB_BYTES) {
        return ROTE_BLOB_TOO_LARGE;
    }
    if (u32_at(blob + 8) != length) {
        return ROTE_BLOB_LENGTH_MISMATCH;
    }
    return ROTE_OK;
}

/* Bits of a wire number over so many outputs: ceil(log2(below)). */
static uint32_t wire_bits_over(uint32_t below)
{
    uint32_t bits = 0;
    while (UINT32_C(1) << bits < below) {
        bits++;
    }
    return bits;
}

/* True for well-formed UTF-8 (Unicode, table 3-7). */
static int is_utf8(rote_text text)
{
    uint32_t at = 0;
    while (at < text.length) {
        uint8_t lead = text.bytes[at++];
        /* What the second byte may be: no longer form than needed, no surrogates, no overflow. */
        uint8_t least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        uint8_t most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        uint32_t more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4) {
            return 0;
        }
        for (; more > 0; more--) {
            if (at == text.length || text.bytes[at] < least || text.bytes[at] > most) {
                return 0;
            }
            at++;
            least = 0x80;
            most = 0xbf;
        }
    }
    return 1;
}

/* Takes a string of `least` to `most` bytes, and its length before it, from the start of the rest. */
static int take_string(rote_text *rest, uint32_t least, uint32_t most, rote_text *string)
{
    if (rest->length < 2u) {
        return 0;
    }
    string->length = u16_at(rest->bytes);
    string->bytes = rest->bytes + 2;
    if (string->length < least || string->length > most || string->length > rest->length - 2u) {
        return 0;
    }
    rest->bytes += 2u + string->length;
    rest->length -= 2u + string->length;
    return is_utf8(*string);
}

/* Less than, equal to or greater than 0, as `a` comes before, is or comes after `b`. */
static int compare(rote_text a, rote_text b)
{
    for (uint32_t i = 0; i < a.length && i < b.length; i++) {
        if (a.bytes[i] != b.bytes[i]) {
            return a.bytes[i] < b.bytes[i] ? -1 : 1;
        }
    }
    return a.length == b.length ? 0 : a.length < b.length ? -1 : 1;
}

/* The name of a class in a text section that holds it. */
static rote_text class_at(const uint8_t *text, uint32_t index)
{
    rote_text name;
    for (; index > 0; index--) {
        text += 2u + u16_at(text);
    }
    name.bytes = text + 2;
    name.length = u16_at(text);
    return name;
}

/* The names of the classes, which differ, and the metadata, which is left where it is. */
static rote_status check_text(rote_text rest, uint32_t classes)
{
    const uint8_t *text = rest.bytes;
    rote_text last = {0, 0};
    uint32_t entries;
    for (uint32_t i = 0; i < classes; i++) {
        rote_text name;
        if (!take_string(&rest, 1u, MAX_NAME_BYTES, &name)) {
            return ROTE_BLOB_BAD_TEXT;
        }
        for (uint32_t other = 0; other < i; other++) {
            if (compare(class_at(text, other), name) == 0) {
                return ROTE_BLOB_BAD_TEXT;
            }
        }
    }
    if (rest.length < 2u) {
        return ROTE_BLOB_BAD_TEXT;
    }
    entries = u16_at(rest.bytes);
    rest.bytes += 2;
    rest.length -= 2u;
    if (entries > MAX_ENTRIES) {
        return ROTE_BLOB_BAD_TEXT;
    }
    for (; entries > 0; entries--) {
        rote_text key, value;
        if (!take_string(&rest, 1u, MAX_KEY_BYTES, &key) ||
            !take_string(&rest, 0, MAX_VALUE_BYTES, &value) || compare(last, key) >= 0) {
            return ROTE_BLOB_BAD_TEXT;
        }
        last = key;
    }
    return rest.length == 0 ? ROTE_OK : ROTE_BLOB_BAD_TEXT;
}

/* Wires one by one: each within what is below, and no two of a LUT the same. */
static rote_status check_wires(const uint8_t *wires, uint32_t luts, uint32_t arity,
                               uint32_t wire_bits, uint32_t below)
{
    uint32_t own[MAX_ARITY];
    uint32_t from = 0;
    for (uint32_t lut = 0; lut < luts; lut++) {
        for (uint32_t i = 0; i < arity; i++, from += wire_bits) {
            own[i] = wire_at(wires, from, wire_bits);
            if (own[i] >= below) {
                return ROTE_BLOB_WIRE_OUT_OF_RANGE;
            }
            for (uint32_t other = 0; other < i; other++) {
                if (own[other] == own[i]) {
                    return ROTE_BLOB_DUPLICATE_WIRE;
                }
            }
        }
    }
    return ROTE_OK;
}

/* True if the bits behind the `bits` bits of a section are zero. */
static int is_padding_zero(const uint8_t *section, uint32_t bits)
{
    return (bits & 7u) == 0 || section[bits >> 3] >> (bits & 7u) == 0;
}

/* The name of a status. */
static const char *name_of(rote_status status)
{
    static const char *const names[] = {
        "ok",
        "blob_too_short",
        "blob_bad_magic",
        "blob_unsupported_version",
        "blob_unknown_flags",
        "blob_too_large",
        "blob_length_mismatch",
        "blob_unknown_head",
        "blob_limit_exceeded",
        "blob_reserved_not_zero",
        "blob_section_mismatch",
        "blob_arity_above_width_below",
        "blob_head_mismatch",
        "blob_bad_checksum",
        "blob_bad_text",
        "blob_wire_out_of_range",
        "blob_duplicate_wire",
        "blob_dead_lut",
        "blob_padding_not_zero",
        "blob_margin_out_of_range",
        "blob_split_one_sided",
        "blob_entry_out_of_range",
    };
    uint32_t index = (uint32_t)status;
    return index < sizeof names / sizeof names[0] ? names[index] : "unknown";
}
