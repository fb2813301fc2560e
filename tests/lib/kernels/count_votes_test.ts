import { describe, it } from "@std/testing/bdd";
import { scratchBytes } from "../../../lib/kernels/scratch.ts";
import { assertSameNumbers } from "../assertions.ts";
import { randomStream } from "../random_data.ts";
import { assertWritesOnly, fillWithCanaries, Places, read, write } from "./canaries.ts";
import { KINDS, nameOf } from "./kinds.ts";

describe("countVotes()", () => {
  for (const width of [1, 2, 15, 16, 17, 31, 32, 48, 100, 255, 256, 1000, 4097]) {
    it(`counts ${width} columns for each row and writes nothing else`, () => {
      for (const vectors of width > 1000 ? [1] : [1, 2, 5]) {
        const columnBytes = 16 * vectors;
        const random = randomStream(width, vectors);
        // From rows that few vote for to rows that all vote for.
        const columns = new Uint8Array(width * columnBytes);
        const expected = new Uint16Array(8 * columnBytes);
        for (let column = 0; column < width; column++) {
          for (let row = 0; row < expected.length; row++) {
            const bit = Number(random.below(8) <= row % 9);
            expected[row]! += bit;
            columns[column * columnBytes + (row >> 3)]! |= bit << (row & 7);
          }
        }
        for (const kernels of KINDS) {
          const places = new Places();
          const [inputs, counts] = [places.take(columns.length), places.take(2 * expected.length)];
          const scratch = places.take(scratchBytes(1, 0));
          fillWithCanaries(kernels, places.bytes);
          write(kernels, inputs, columns);
          assertWritesOnly(kernels, [counts, scratch], () => {
            kernels.countVotes(inputs.at, width, columnBytes, counts.at, scratch.at);
          });
          const actual = new Uint16Array(read(kernels, counts).buffer);
          assertSameNumbers(actual, expected, `counts of ${nameOf(kernels)}`);
        }
      }
    });
  }
});
