import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  type RandomLabels,
  randomTestLabels,
  rowsOf,
  withRandomLabels,
} from "../../../experiments/lab/task.ts";
import { rowAt } from "../../../lib/mod.ts";
import { smallImages } from "./small_images.ts";

const images = smallImages();

function ones(labels: Uint8Array): number {
  return labels.reduce((sum, label) => sum + label, 0);
}

describe("rowsOf()", () => {
  it("gives the last five classes label 1, on all rows", () => {
    for (const part of ["training", "test"] as const) {
      const { rows, labels, classes } = rowsOf(images, "halves")[part];
      assertEquals(rows, images[part].rows);
      assertEquals(labels, images[part].labels.map((label) => label < 5 ? 0 : 1));
      assertEquals(classes.length, 2);
    }
  });

  it("gives all ten classes with the labels and names that they have", () => {
    const { training, test } = rowsOf(images, "all");
    assertEquals([training.rows, training.labels], [images.training.rows, images.training.labels]);
    assertEquals([test.labels, test.classes], [images.test.labels, images.classes]);
    assertEquals(training.classes.length, 10);
  });

  it("keeps the rows of a pair in their order, label 1 for the second class", () => {
    for (const part of ["training", "test"] as const) {
      const { rows, labels } = rowsOf(images, [3, 7])[part];
      const from = Array.from(images[part].labels.keys())
        .filter((row) => [3, 7].includes(images[part].labels[row]!));
      assertEquals(Array.from(labels), from.map((row) => images[part].labels[row] === 7 ? 1 : 0));
      assertEquals(rows.rows, from.length);
      for (const [row, source] of from.entries()) {
        assertEquals(rowAt(rows, row), rowAt(images[part].rows, source));
      }
    }
  });
});

describe("withRandomLabels()", () => {
  const { training, test } = rowsOf(images, "halves");
  const draw = (how: RandomLabels, seed: number) => withRandomLabels(training, how, seed).labels;

  it("keeps the number of each class when labels are permuted", () => {
    const labels = draw("permuted", 1);
    assertEquals(ones(labels), ones(training.labels));
    assertNotEquals(labels, training.labels);
  });

  it("has one half of each class when they are balanced", () => {
    assertEquals(ones(draw("balanced", 1)), training.labels.length / 2);
  });

  it("throws a coin for each row: about one half, another number for another seed", () => {
    const counts = [1, 2, 3, 4, 5].map((seed) => ones(draw("coin", seed)));
    const deviation = Math.sqrt(training.labels.length) / 2;
    for (const count of counts) {
      assert(Math.abs(count - training.labels.length / 2) < 5 * deviation, `${count}`);
    }
    assert(new Set(counts).size > 1);
  });

  it("is a function of the seed, leaves the rows alone, and draws test labels apart", () => {
    for (const how of ["permuted", "coin", "balanced"] as const) {
      assertEquals(draw(how, 3), draw(how, 3));
      assertNotEquals(draw(how, 3), draw(how, 4));
      assertEquals(withRandomLabels(training, how, 3).rows, training.rows);
      const labels = randomTestLabels(training.labels, how, 3);
      assertNotEquals(labels, draw(how, 3));
      assertEquals(randomTestLabels(test.labels, how, 3).length, test.labels.length);
    }
  });

  it("has nothing to do with the real labels", () => {
    const equal = (labels: Uint8Array) =>
      labels.filter((label, row) => label === training.labels[row]).length / labels.length;
    for (const how of ["permuted", "coin", "balanced"] as const) {
      const share = [1, 2, 3, 4].reduce((sum, seed) => sum + equal(draw(how, seed)) / 4, 0);
      assert(Math.abs(share - 0.5) < 0.05, `${how}: ${share}`);
    }
  });
});
