/**
 * `rote fetch` as a user runs it, against a server on 127.0.0.1; with the real files of MNIST where
 * they are at hand.
 *
 * @module
 */

import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { findDataFolder } from "../../../cli/data_sets/find.ts";
import { MNIST_FILES } from "../../../cli/data_sets/mnist.ts";
import { type Folder, makeFolder } from "../child.ts";
import { serve } from "../web.ts";

/** Where the real files are, if they are anywhere, gzipped as they come. */
const real = await findDataFolder("mnist");
const hasReal = real !== undefined && MNIST_FILES.every(({ name }) => isThere(`${real}/${name}`));

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

describe("rote fetch", () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
  });
  afterAll(() => folder.remove());

  it("ends with 1 for a dead source and with 2 for one that is no URL", async () => {
    await using web = serve({});
    const firsts = { mnist: "train-images-idx3-ubyte.gz", cifar10: "cifar-10-binary.tar.gz" };
    for (const [name, first] of Object.entries(firsts)) {
      const dead = await folder.rote("fetch", name, "--from", web.url);
      assertEquals([dead.code, dead.stdout], [1, ""]);
      assertMatch(
        dead.stderr,
        new RegExp(`^rote: data/${name}/${first}: It cannot be downloaded:`),
      );
      assertMatch(dead.stderr, new RegExp(`/${first}: the server answers 404 Not Found\n`));
    }
    const args = [["fetch", "mnist", "--from", "nowhere"], ["fetch", "cifar"]];
    for (const wrong of args) assertEquals((await folder.rote(...wrong)).code, 2);
  });

  it("names the sets that there are", async () => {
    assertMatch((await folder.rote("fetch", "--help")).stdout, /choices: "mnist", "cifar10"/);
  });

  const needs = hasReal ? "" : " (skipped: no gzipped MNIST in ROTE_DATA or ../shared/data)";
  it(`gets MNIST, and train gives the paper's figures on it${needs}`, {
    ignore: !hasReal,
  }, async () => {
    const files = Object.fromEntries(
      MNIST_FILES.map(({ name }) => [name, Deno.readFileSync(`${real}/${name}`)]),
    );
    await using web = serve(files, { breaks: [5_000_000] });
    const fetched = await folder.rote("fetch", "mnist", "--from", web.url);
    assertEquals(fetched.code, 0, fetched.stderr);
    assertEquals(fetched.stdout.match(/downloaded and checked\n/g)?.length, 4);
    assertEquals(web.ranges.filter((range) => range !== null), ["bytes=5000000-"]);
    assertMatch(fetched.stderr, /^train-images-idx3-ubyte\.gz 10% 1\.\d of 9\.6 MB\n/);

    const file = (name: string) => `data/mnist/${name}-ubyte.gz`;
    const run = await folder.rote(
      ...["train", file("train-images-idx3"), "--labels", file("train-labels-idx1")],
      ...["--test", file("t10k-images-idx3"), "--test-labels", file("t10k-labels-idx1")],
      ...[
        "--group",
        "0=0-4",
        "--group",
        "1=5-9",
        "--method",
        "network",
        "--out",
        "mnist.rote",
        "--json",
      ],
    );
    assertEquals(run.code, 0, run.stderr);
    const told = JSON.parse(run.stdout);
    assertEquals([told.trainRows, told.testRows, told.features], [60_000, 10_000, 784]);
    // Table 2 of the paper: 0.89 and 0.87.
    assertAlmostEquals(told.trainAccuracy, 0.888, 0.003);
    assertAlmostEquals(told.testAccuracy, 0.872, 0.005);
    assert(told.bytes > 100_000 && told.bytes < 110_000);
  });
});
