/**
 * IDX: images become bits by a threshold, labels become text, and a broken file is told apart.
 *
 * @module
 */

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { readIdxImages, readIdxLabels } from "../../../cli/formats/idx.ts";
import { bitAt, RoteError } from "../../../lib/mod.ts";
import { idx, streamOf } from "../bytes.ts";

const IMAGES = idx([2, 1, 3], [0, 127, 128, 255, 1, 200]);

function refusal(bytes: Uint8Array, read = readImages): Promise<RoteError> {
  return assertRejects(() => read(bytes), RoteError);
}

function readImages(bytes: Uint8Array): Promise<unknown> {
  return readIdxImages(streamOf(bytes), 128);
}

describe("readIdxImages()", () => {
  it("sets a bit where the pixel is at least the threshold", async () => {
    const { rows, shape } = await readIdxImages(streamOf(IMAGES), 128);
    assertEquals(shape, [1, 3, 1]);
    assertEquals(rows, { rows: 2, columns: 3, stride: 1, bytes: Uint8Array.of(0b100, 0b101) });
    assertEquals((await readIdxImages(streamOf(IMAGES), 129)).rows.bytes, Uint8Array.of(0, 0b101));
  });

  it("reads every pixel of any images in any chunks", async () => {
    const images = fc.record({
      height: fc.integer({ min: 1, max: 5 }),
      width: fc.integer({ min: 1, max: 5 }),
      threshold: fc.integer({ min: 0, max: 255 }),
      chunk: fc.integer({ min: 1, max: 40 }),
      count: fc.integer({ min: 1, max: 6 }),
    }).chain((shape) => {
      const length = shape.count * shape.height * shape.width;
      return fc.record({
        shape: fc.constant(shape),
        pixels: fc.uint8Array({ minLength: length, maxLength: length }),
      });
    });
    await fc.assert(
      fc.asyncProperty(images, async ({ shape, pixels }) => {
        const { count, height, width, threshold, chunk } = shape;
        const file = idx([count, height, width], pixels);
        const { rows } = await readIdxImages(streamOf(file, chunk), threshold);
        const bits = Array.from(
          pixels,
          (_, at) => bitAt(rows, Math.floor(at / (height * width)), at % (height * width)),
        );
        assertEquals(bits, Array.from(pixels, (pixel) => pixel >= threshold ? 1 : 0));
      }),
      { seed: 1 },
    );
  });

  it("refuses a file that ends too early, wherever it is cut", async () => {
    for (let length = 0; length < IMAGES.length; length++) {
      const error = await refusal(IMAGES.subarray(0, length));
      assertEquals(error.code, "idx_malformed");
      assertStringIncludes(error.message, `after ${length}`);
    }
  });

  it("refuses bytes behind the last pixel, however many would come", async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(IMAGES),
    });
    const error = await assertRejects(() => readIdxImages(endless, 128), RoteError);
    assertEquals(error.code, "idx_malformed");
    assertStringIncludes(error.message, "declares 22 bytes in all, and more follow");
  });

  it("refuses labels, other types of numbers and other files", async () => {
    const labels = await refusal(idx([2], [1, 2]));
    assertStringIncludes(labels.message, "0x00000801 (labels), not 0x00000803 (images)");
    const floats = IMAGES.with(2, 0x0d);
    assertStringIncludes((await refusal(floats)).message, "0x00000d03");
    assertEquals(
      (await refusal(new TextEncoder().encode("a,b,label\n1,0,x\n"))).code,
      "idx_malformed",
    );
  });

  it("refuses a header that declares more than could be", async () => {
    const huge = idx([0xffffffff, 0xffffffff, 0xffffffff], [1]);
    assertEquals((await refusal(huge)).code, "idx_malformed");
    assertEquals((await refusal(idx([0, 28, 28], []))).code, "no_rows");
    assertEquals((await refusal(idx([2, 0, 3], []))).code, "features_out_of_range");
    assertEquals(
      (await refusal(idx([1, 300, 300], new Uint8Array(90_000)))).code,
      "features_out_of_range",
    );
  });
});

describe("readIdxLabels()", () => {
  it("gives the labels as text", async () => {
    assertEquals(await readIdxLabels(streamOf(idx([3], [7, 0, 255]))), ["7", "0", "255"]);
  });

  it("refuses images", async () => {
    const error = await refusal(IMAGES, (bytes) => readIdxLabels(streamOf(bytes)));
    assertStringIncludes(error.message, "0x00000803 (images), not 0x00000801 (labels)");
  });
});
