import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import zlib from "node:zlib";
import { ZstdFrames } from "../../../models/bodies/zstd_frames.ts";

const { ZSTD_c_checksumFlag, ZSTD_c_contentSizeFlag } = zlib.constants;

const frame = (data: Uint8Array, checksum: number, contentSize: number) =>
  zlib.zstdCompressSync(data, {
    params: { [ZSTD_c_checksumFlag]: checksum, [ZSTD_c_contentSizeFlag]: contentSize },
  });

describe("ZstdFrames", () => {
  it("finds the end of each frame, whatever pieces come", () => {
    const data = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(0, 255, 256, 70_000, 300_000).map((length) => new Uint8Array(length)),
    );
    const bit = fc.constantFrom(0, 1);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(data, bit, bit), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        (parts, pieceLength) => {
          const frames = new ZstdFrames();
          for (const [index, part] of parts.entries()) {
            const bytes = frame(...part);
            for (let at = 0; at < bytes.length;) {
              // Another frame follows in the same piece.
              const more = bytes.length - at < pieceLength ? [1, 2, 3] : [];
              const piece = Uint8Array.of(...bytes.subarray(at, at + pieceLength), ...more);
              at += frames.take(piece);
              assertEquals(frames.isBetween, at === bytes.length);
            }
            assertEquals(frames.count, index + 1);
          }
        },
      ),
    );
  });

  it("refuses what is no frame", () => {
    assertThrows(() => new ZstdFrames().take(new Uint8Array(4)), SyntaxError);
  });
});
