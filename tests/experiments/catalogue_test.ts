import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { EXPERIMENTS } from "../../experiments/catalogue.ts";
import { WHOLE } from "./made_results.ts";

const FOLDER = new URL("../../experiments/", import.meta.url);
/** Folders that hold no experiment. */
const OTHERS = ["baselines", "beyond", "lab", "report"];

describe("the catalogue", () => {
  it("has one experiment a folder, named after it", () => {
    const folders = Array.from(Deno.readDirSync(FOLDER))
      .filter(({ name, isDirectory }) => isDirectory && !OTHERS.includes(name))
      .map(({ name }) => name);
    assertEquals(EXPERIMENTS.map(({ id }) => id).toSorted(), folders.toSorted());
  });

  it("says of each what the paper says, how it is tried, what must hold and what it takes", () => {
    for (const { id, title, says, setUp, tolerance, takes, imageSets } of EXPERIMENTS) {
      for (const text of [title, says, setUp, tolerance]) {
        assert(text.length > 20, `${id}: ${text}`);
      }
      assert(says.includes("“"), `${id} quotes the paper`);
      assert(takes.minutes > 0 && takes.megabytes > 0, id);
      assert(imageSets.length > 0, id);
    }
  });

  it("plans trials on the image sets that it names, with the seeds that are asked for", () => {
    for (const { id, imageSets, plan } of EXPERIMENTS) {
      const { trials } = plan(WHOLE);
      assertEquals(new Set(trials.map(({ task }) => task.images)), new Set(imageSets), id);
      // Pairs have seeds made from the given ones; the audit takes two, stability twenty.
      const seeds = new Set(trials.map(({ task, seed }) => {
        return task.classes === "halves" ? seed : Math.floor(seed / 100);
      }));
      const expected = { optimality: 2, stability: 20 }[id] ?? WHOLE.seeds.length;
      assertEquals(seeds.size, expected, id);
    }
  });

  it("plans less for a quick run, and no baselines", () => {
    for (const { id, plan } of EXPERIMENTS) {
      const quick = plan({ ...WHOLE, quick: true, seeds: [1, 2] });
      assert(quick.trials.length < plan(WHOLE).trials.length, id);
      assertEquals(quick.baselines, undefined, id);
    }
  });
});
