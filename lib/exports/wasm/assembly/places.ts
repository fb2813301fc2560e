// Where things lie in the memory. The first 64 KiB are the code's own, the blob follows, and behind
// it come what is unpacked of it (`unpack.ts`) and the room for rows (`room.ts`). Constants of the
// kernels lie below 8 KiB, and they look wide tables up in the 8 KiB after that.

/** A column of zeros, of the rows of the largest block; never written. */
export const ZEROS: usize = 16_384;
/** Scratch memory of the kernels, 8,448 bytes for inference. */
export const SCRATCH: usize = 20_480;
/** Layer records of 64 bytes, at most 64. */
export const RECORDS: usize = 32_768;
/** The addresses that the rows of a block reach at the output LUT, u16. */
export const ADDRESSES: usize = 36_864;
/** The blob, put there by `../export.ts`. */
export const BLOB: usize = 65_536;
