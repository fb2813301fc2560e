/**
 * MNIST from small made-up files, and from the real ones where they are at hand.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { findDataFolder } from "../../../cli/data_sets/find.ts";
import { readMnist } from "../../../cli/data_sets/mnist.ts";
import { FileError } from "../../../cli/failure.ts";
import { bitAt } from "../../../lib/mod.ts";
import { loadMnist, MNIST_IS_ABSENT } from "../../mnist.ts";
import { gzip, idx } from "../bytes.ts";

const PIXELS = 28 * 28;
/** Two images: one with its first pixel set and one with its last. */
const IMAGES = idx([2, 28, 28], [128, ...new Uint8Array(2 * PIXELS - 2).fill(127), 255]);

const theirs = await loadMnist();

describe("readMnist()", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await Deno.makeTempDir();
    await put("train-images-idx3-ubyte.gz", await gzip(IMAGES));
    await put("train-labels-idx1-ubyte", idx([2], [9, 0]));
    await put("t10k-images-idx3-ubyte", idx([1, 28, 28], new Uint8Array(PIXELS)));
    await put("t10k-labels-idx1-ubyte.gz", await gzip(idx([1], [5])));
  });
  afterEach(() => Deno.remove(folder, { recursive: true }));

  const put = (name: string, bytes: Uint8Array) => Deno.writeFile(`${folder}/${name}`, bytes);
  async function refusal(name: string): Promise<string> {
    const error = await assertRejects(() => readMnist(folder), FileError);
    assertEquals(error.path, `${folder}/${name}`);
    return error.message;
  }

  it("reads the four files, each gzipped or not, and says that they are others", async () => {
    const { training, test, ...about } = await readMnist(folder);
    assertEquals(about, {
      name: "MNIST",
      provenance: "files that differ from the original ones",
      height: 28,
      width: 28,
      channels: 1,
      classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    });
    assertEquals([training.rows.rows, training.rows.columns], [2, PIXELS]);
    assertEquals([bitAt(training.rows, 0, 0), bitAt(training.rows, 1, PIXELS - 1)], [1, 1]);
    assertEquals(training.rows.bytes.reduce((sum, byte) => sum + byte, 0), 1 + 128);
    assertEquals([[...training.labels], [...test.labels]], [[9, 0], [5]]);
  });

  it("names a file that is missing", async () => {
    await Deno.remove(`${folder}/t10k-images-idx3-ubyte`);
    assertStringIncludes(await refusal("t10k-images-idx3-ubyte"), "There is no such file");
  });

  it("refuses labels that are no digits, or more or fewer than images", async () => {
    await put("train-labels-idx1-ubyte", idx([2], [9, 10]));
    assertStringIncludes(await refusal("train-labels-idx1-ubyte"), "Label 1 is 10; a digit is 0");
    await put("train-labels-idx1-ubyte", idx([3], [9, 0, 0]));
    assertStringIncludes(await refusal("train-labels-idx1-ubyte"), "2 rows and 3 labels");
  });

  it("refuses images of another size, and files of another kind", async () => {
    await put("t10k-images-idx3-ubyte", idx([1, 2, 3], new Uint8Array(6)));
    assertStringIncludes(await refusal("t10k-images-idx3-ubyte"), "have 6 pixels");
    await put("t10k-images-idx3-ubyte", idx([1], [5]));
    assertStringIncludes(await refusal("t10k-images-idx3-ubyte"), "(labels), not");
    await put("train-images-idx3-ubyte.gz", await gzip(IMAGES.subarray(0, 1_000)));
    assertStringIncludes(await refusal("train-images-idx3-ubyte.gz"), "the file ends after 1000");
  });

  it(
    `reads the real files as tests/mnist.ts does, and knows that they are the original ones${
      theirs ? "" : ` (${MNIST_IS_ABSENT})`
    }`,
    { ignore: theirs === undefined },
    async () => {
      const { training, test, provenance } = await readMnist((await findDataFolder("mnist"))!);
      assertEquals(provenance, "the original files (SHA-256 of each checked)");
      for (const [own, other] of [[training, theirs!.training], [test, theirs!.test]] as const) {
        assertEquals([own.rows.rows, own.rows.columns], [other.rows.rows, other.rows.columns]);
        assert(own.rows.bytes.every((byte, at) => byte === other.rows.bytes[at]));
        assert(own.labels.every((label, at) => Number(label >= 5) === other.labels[at]));
      }
    },
  );
});
