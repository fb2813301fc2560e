/**
 * The baselines in Python, where Python and its libraries are installed.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { InputError } from "../../../cli/failure.ts";
import { type Method, METHODS } from "../../../experiments/baselines/baseline.ts";
import { findPython, missingFor, runBaseline } from "../../../experiments/baselines/python.ts";
import { guess } from "../../../experiments/baselines/random_guess.ts";
import { smallImages } from "../lab/small_images.ts";

const python = await findPython();
const images = smallImages();

describe("runBaseline()", () => {
  for (const method of Object.keys(METHODS) as Method[]) {
    if (method === "random_guess") continue;
    const missing = missingFor({ images: "mnist", method }, python);
    const reason = missing ? ` (skipped, ${missing})` : "";
    it(`trains ${METHODS[method].title} on the rows it is given${reason}`, {
      ignore: missing !== undefined,
    }, async () => {
      const result = await runBaseline({ images: "mnist", method }, images, python!);
      if ("missing" in result) throw new Error(result.missing);
      const { train, test, library, settings, seconds, fitSeconds, rowsPerSecond, bytes } = result;
      // Better than chance on rows that were not trained on, so rows and labels belong together.
      assert(test > 0.6 && train >= test - 0.05, `${train} and ${test}`);
      if (method === "knn_1") assertEquals(train, 1);
      assertMatch(library, method === "convnet" ? /^PyTorch \d/ : /^scikit-learn \d/);
      assert(settings.length > 0 && seconds > 0);
      if (method === "convnet") return;
      assert(fitSeconds! > 0 && fitSeconds! < seconds && rowsPerSecond! > 0 && bytes! > 100);
    });
  }

  const noForest = missingFor({ images: "mnist", method: "random_forest_100" }, python);
  it(`tells ten classes apart${noForest ? ` (skipped, ${noForest})` : ""}`, {
    ignore: noForest !== undefined,
  }, async () => {
    const baseline = { images: "mnist", method: "random_forest_100", classes: "all" } as const;
    const result = await runBaseline(baseline, images, python!);
    if ("missing" in result) throw new Error(result.missing);
    // Chance is 0.1, and only what tells more than two classes apart is right on most rows.
    assert(result.test > 0.5, `${result.test}`);
  });

  const noNumPy = python ? "" : " (skipped: there is no Python with NumPy)";
  it(`says what Python says if it breaks${noNumPy}`, { ignore: !python }, async () => {
    const none = { ...images, training: { ...images.training, labels: new Uint8Array() } };
    await assertRejects(
      () => runBaseline({ images: "mnist", method: "naive_bayes" }, none, python!),
      InputError,
      "The baseline naive_bayes on small images broke: ",
    );
  });
});

describe("missingFor()", () => {
  it("names what a method needs and the package that brings it", () => {
    const baseline = { images: "mnist", method: "convnet" } as const;
    const modules = { torch: "2", sklearn: "1" };
    assertEquals(missingFor(baseline, { path: "python3", modules }), undefined);
    const said = missingFor(baseline, { path: "python3", modules: { sklearn: "1" } })!;
    assertMatch(said, /torch.*apt-get install python3-torch/);
    assertMatch(missingFor({ ...baseline, method: "knn_1" }, undefined)!, /python3-sklearn/);
    assertEquals(missingFor({ ...baseline, method: "random_guess" }, undefined), undefined);
  });
});

describe("findPython()", () => {
  it("refuses a Python that is none", async () => {
    await assertRejects(() => findPython("/no/such/python"), InputError, "/no/such/python");
    await assertRejects(() => findPython(Deno.execPath()), InputError, "is no Python");
  });
});

describe("guess()", () => {
  it("is right about half of the time", () => {
    const { train, test } = guess(images);
    for (const value of [train, test]) assert(Math.abs(value - 0.5) < 0.12, `${value}`);
  });
});
