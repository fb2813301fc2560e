/**
 * `rote fetch`, against a server on 127.0.0.1: with small files, and with the real ones where they
 * are at hand.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { assert, assertAlmostEquals, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { fetchFiles } from "../../cli/commands/fetch.ts";
import { describeFailure, FileError } from "../../cli/failure.ts";
import { MNIST_FILES, MNIST_SOURCES } from "../../cli/mnist.ts";
import { gzip } from "./bytes.ts";
import { type Folder, makeFolder } from "./child.ts";
import { serve } from "./web.ts";

const CONTENTS = { "a.gz": "the first file", "b.gz": "the second file" };
const SENT = {
  "a.gz": await gzip(CONTENTS["a.gz"]),
  "b.gz": await gzip(CONTENTS["b.gz"]),
};
const FILES = Object.entries(CONTENTS).map(([name, text]) => ({
  name,
  bytes: text.length,
  sha256: createHash("sha256").update(text).digest("hex"),
}));

/** Where the real files are, if they are anywhere; see ROTE_DATA in the tests' documentation. */
const REAL = `${
  Deno.env.get("ROTE_DATA") ?? new URL("../../../shared/data", import.meta.url).pathname
}/mnist`;

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

const hasReal = MNIST_FILES.every(({ name }) => isThere(`${REAL}/${name}`));

describe("rote fetch", () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
  });
  afterAll(() => folder.remove());

  it("makes the folder, downloads what is missing and says so", async () => {
    await using web = serve(SENT);
    const lines: string[] = [];
    const say = (line: string) => lines.push(line);
    const to = `${folder.path}/deep/er`;
    for (let round = 0; round < 2; round++) {
      await fetchFiles({ files: FILES, sources: [web.url], folder: to, say });
    }
    assertEquals(lines, [
      `${to}/a.gz: downloaded and checked\n`,
      `${to}/b.gz: downloaded and checked\n`,
      `${to}/a.gz: already there\n`,
      `${to}/b.gz: already there\n`,
    ]);
    assertEquals(web.ranges.length, 2);
  });

  it("says what to do if no source can be reached", async () => {
    await using web = serve({});
    const fetching = { files: FILES, sources: [web.url], folder: folder.path, say() {} };
    const error = await assertRejects(() => fetchFiles(fetching), FileError);
    const { text, exitCode } = describeFailure(error);
    assertEquals(exitCode, 1);
    assertMatch(text, /^rote: .*\/a\.gz: It cannot be downloaded:\n {2}http.*404 Not Found\nRun /);
    assertMatch(text, /--from URL/);
  });

  it("ends with 1 for a dead source and with 2 for one that is no URL", async () => {
    await using web = serve({});
    const dead = await folder.rote("fetch", "mnist", "--from", web.url);
    assertEquals([dead.code, dead.stdout], [1, ""]);
    assertMatch(dead.stderr, /train-images-idx3-ubyte\.gz: the server answers 404 Not Found\n/);
    const args = [["fetch", "mnist", "--from", "nowhere"], ["fetch", "cifar"]];
    for (const wrong of args) assertEquals((await folder.rote(...wrong)).code, 2);
  });

  it("knows four files and takes them over https", () => {
    assertEquals(MNIST_FILES.length, 4);
    for (const { sha256 } of MNIST_FILES) assertMatch(sha256, /^[0-9a-f]{64}$/);
    for (const source of MNIST_SOURCES) assertMatch(source, /^https:.*\/$/);
  });

  const needs = hasReal ? "" : " (skipped: no MNIST in ROTE_DATA or ../shared/data)";
  it(`gets MNIST, and train gives the paper's figures on it${needs}`, {
    ignore: !hasReal,
  }, async () => {
    const files = Object.fromEntries(
      MNIST_FILES.map(({ name }) => [name, Deno.readFileSync(`${REAL}/${name}`)]),
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
      ...["--group", "0=0-4", "--group", "1=5-9", "--out", "mnist.rote", "--json"],
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
