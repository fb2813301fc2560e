/**
 * Recognising a format by what is in the file.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { FileError, InputError, UsageError } from "../../../cli/failure.ts";
import { loadRows, type ReadingOptions } from "../../../cli/formats/load.ts";
import { gzip, idx } from "../bytes.ts";
import { type Folder, makeFolder } from "../child.ts";

/** Options that bring bits. */
type Options = Omit<ReadingOptions, "cells">;

const OPTIONS: Options = { threshold: 128, label: "label", output: 0, labels: "optional" };
const CSV = "a,b,c,label\n1,0,1,x\n0,0,1,y\n";
const PLA = `${"# long comment\n".repeat(500)}\n.i 3\n.o 1\n101 1\n001 0\n.e\n`;
const IMAGES = idx([2, 1, 3], [255, 0, 128, 127, 0, 200]);

describe("loadRows()", () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
  });
  afterAll(() => folder.remove());

  async function load(contents: Uint8Array | string, options: Partial<Options> = {}) {
    await folder.write("rows", contents);
    return loadRows(`${folder.path}/rows`, { ...OPTIONS, ...options });
  }

  async function refusal(contents: Uint8Array | string, options: Partial<Options> = {}) {
    return await assertRejects(() => load(contents, options), FileError);
  }

  it("reads the same rows from CSV, PLA and IDX, gzipped or not", async () => {
    const expected = { rows: 2, columns: 3, stride: 1, bytes: Uint8Array.of(0b101, 0b100) };
    for (const plain of [CSV, PLA, IMAGES]) {
      for (const contents of [plain, await gzip(plain)]) {
        assertEquals((await load(contents)).rows, expected);
      }
    }
    assertEquals((await load(CSV)).labels, ["x", "y"]);
    assertEquals((await load(PLA)).labels, ["1", "0"]);
    assertEquals((await load(IMAGES)).labels, undefined);
  });

  it("takes the labels of IDX images from their own file, gzipped or not", async () => {
    const labelsFile = `${folder.path}/labels`;
    for (const labels of [idx([2], [7, 3]), await gzip(idx([2], [7, 3]))]) {
      await folder.write("labels", labels);
      assertEquals((await load(IMAGES, { labelsFile })).labels, ["7", "3"]);
    }
  });

  it("refuses another number of labels than images, naming the file of labels", async () => {
    await folder.write("labels", idx([3], [7, 3, 1]));
    const error = await refusal(IMAGES, { labelsFile: `${folder.path}/labels` });
    assertStringIncludes(error.message, "labels: There are 2 rows and 3 labels");
  });

  it("refuses a file of labels where it has no place, and none where one is needed", async () => {
    const labelsFile = `${folder.path}/labels`;
    await assertRejects(() => load(CSV, { labelsFile }), UsageError, "is not an IDX file");
    await assertRejects(() => load(IMAGES, { labels: "required" }), UsageError, "--labels");
  });

  it("reads all members of a gzip file, as several that were put behind one another", async () => {
    const [head, ...lines] = CSV.split(/(?<=\n)/);
    const members = await Promise.all([head!, "", ...lines].map(gzip));
    const joined = new Uint8Array(await new Blob([...members, new Uint8Array(512)]).arrayBuffer());
    assertEquals(await load(joined), await load(CSV));
  });

  it("refuses gzip that is cut short, changed or followed by something", async () => {
    const whole = await gzip(CSV);
    const cut = whole.subarray(0, whole.length - 9);
    const changed = whole.with(whole.length - 6, whole.at(-6)! ^ 1);
    for (const broken of [cut, changed, Uint8Array.of(...whole, 1, 2, 3), whole.subarray(0, 3)]) {
      const { cause } = await refusal(broken);
      assert(cause instanceof InputError);
      assertStringIncludes(cause.message, "The gzip data are broken");
    }
  });

  it("refuses a binary file of another kind", async () => {
    const { cause } = await refusal(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 1));
    assert(cause instanceof InputError);
    assertStringIncludes(cause.message, "is binary");
  });

  it("names the file in every error", async () => {
    for (const contents of ["", "a,label\n5,x\n", ".i 1\n.o 1\n5 1\n", "\0\0\x08\x01"]) {
      assertEquals((await refusal(contents)).path, `${folder.path}/rows`);
    }
    const missing = `${folder.path}/missing`;
    const error = await assertRejects(() => loadRows(missing, OPTIONS), FileError);
    assert(error.cause instanceof Deno.errors.NotFound);
  });
});
