import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { InputError } from "../../cli/failure.ts";
import { findImages, findImagesAtHand, makeImages } from "../../experiments/images.ts";

describe("makeImages()", () => {
  it("makes images of the paper's shapes, as many, and says that they are not real", () => {
    const { imageSets: { mnist, cifar10 }, isReal } = makeImages(["mnist", "cifar10"]);
    assertEquals(isReal, false);
    assertEquals([mnist!.training.rows.rows, mnist!.training.rows.columns], [60_000, 784]);
    assertEquals([cifar10!.training.rows.rows, cifar10!.training.rows.columns], [50_000, 3_072]);
    assertEquals([mnist!.test.rows.rows, cifar10!.test.rows.rows], [10_000, 10_000]);
    assertEquals(Object.keys(makeImages(["mnist"]).imageSets), ["mnist"]);
  });
});

describe("findImages()", () => {
  it("refuses a folder that was named and does not have the files, and fetches nothing", async () => {
    const folder = await Deno.makeTempDir();
    try {
      for (const find of [findImages, findImagesAtHand]) {
        await assertRejects(() => find(["mnist"], folder), InputError, "mnist/train-images");
        await assertRejects(() => find(["cifar10"], folder), InputError, "cifar10/data_batch_1");
      }
      assertEquals(Array.from(Deno.readDirSync(folder)), []);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
});
