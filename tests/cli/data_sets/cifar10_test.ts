/**
 * CIFAR-10 from small made-up files, and from the real ones where they are at hand.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { CIFAR10_FILES, readCifar10 } from "../../../cli/data_sets/cifar10.ts";
import { findDataFolder } from "../../../cli/data_sets/find.ts";
import { readSetFiles } from "../../../cli/data_sets/set_file.ts";
import { FileError } from "../../../cli/failure.ts";
import { bitAt, type BitMatrix } from "../../../lib/mod.ts";
import { gzip } from "../bytes.ts";

const VALUES = 3 * 1024;
const RECORD = 1 + VALUES;

const real = await findDataFolder("cifar10");

/** Two records of one file; no two values in a row, a file or the set follow the same pattern. */
function makeBatch(file: number): Uint8Array {
  const bytes = new Uint8Array(2 * RECORD).map((_, at) => Math.imul(at + file, 0x9e3779b1) >>> 24);
  bytes[0] = file;
  bytes[RECORD] = 9 - file;
  return bytes;
}

/** Checks a row against channel values, one by one. */
function assertRow(rows: BitMatrix, row: number, values: Uint8Array): void {
  for (let at = 0; at < VALUES; at++) {
    assertEquals(bitAt(rows, row, at), values[at]! >= 128 ? 1 : 0, `row ${row}, value ${at}`);
  }
}

describe("readCifar10()", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await Deno.makeTempDir();
    for (const [at, { name }] of CIFAR10_FILES.entries()) {
      await put(at % 2 ? `${name}.gz` : name, at % 2 ? await gzip(makeBatch(at)) : makeBatch(at));
    }
  });
  afterEach(() => Deno.remove(folder, { recursive: true }));

  const put = (name: string, bytes: Uint8Array) => Deno.writeFile(`${folder}/${name}`, bytes);
  async function refusal(name: string, records = 2): Promise<string> {
    const error = await assertRejects(() => readCifar10(folder, records), FileError);
    assertEquals(error.path, `${folder}/${name}`);
    return error.message;
  }

  it("reads the records in the order of the files, each gzipped or not", async () => {
    const { training, test, ...about } = await readCifar10(folder, 2);
    assertEquals([about.name, about.height, about.width, about.channels], ["CIFAR-10", 32, 32, 3]);
    assertEquals([about.classes.length, about.classes[0], about.classes[9]], [
      10,
      "airplane",
      "truck",
    ]);
    assertEquals([...training.labels, ...test.labels], [0, 9, 1, 8, 2, 7, 3, 6, 4, 5, 5, 4]);
    assertEquals([training.rows.rows, training.rows.columns], [10, VALUES]);
    for (let row = 0; row < 12; row++) {
      const values = makeBatch(row >> 1).subarray((row & 1) * RECORD + 1);
      assertRow(row < 10 ? training.rows : test.rows, row < 10 ? row : row - 10, values);
    }
  });

  it("says that files are others, and whether their values are cut to two bits", async () => {
    assertEquals(
      (await readCifar10(folder, 2)).provenance,
      "files that differ from the original ones",
    );
    const cut = (batch: Uint8Array) =>
      batch.map((value, at) => at % RECORD ? value >> 6 << 6 | 32 : value);
    for (const [at, { name }] of CIFAR10_FILES.entries()) await put(name, cut(makeBatch(at)));
    assertEquals(
      (await readCifar10(folder, 2)).provenance,
      "files that differ from the original ones: channel values are cut to their two upper bits",
    );
    await put("test_batch.bin", cut(makeBatch(5)).with(2 * RECORD - 1, 1));
    assertEquals((await readCifar10(folder, 2)).provenance.includes("cut"), false);
  });

  it("names a file that is missing", async () => {
    await Deno.remove(`${folder}/test_batch.bin.gz`);
    assertStringIncludes(await refusal("test_batch.bin"), "There is no such file");
  });

  it("refuses a file of another length", async () => {
    const batch = makeBatch(0);
    for (const bytes of [batch.subarray(0, -1), batch.subarray(0, RECORD), new Uint8Array()]) {
      await put("data_batch_1.bin", bytes);
      const fault = `It has ${bytes.length} bytes, not the 6146 of 2 records`;
      assertStringIncludes(await refusal("data_batch_1.bin"), fault);
    }
    await put("data_batch_1.bin", batch);
    const { path } = await assertRejects(() => readCifar10(folder), FileError, "10000 records");
    assertEquals(path, `${folder}/data_batch_1.bin`);
  });

  it("refuses a label of no class and names its record", async () => {
    await put("data_batch_3.bin", makeBatch(2).with(RECORD, 10));
    assertStringIncludes(await refusal("data_batch_3.bin"), "Record 1 has the label 10; a label");
  });

  it("refuses broken gzip", async () => {
    await put("data_batch_2.bin.gz", (await gzip(makeBatch(1))).subarray(0, 500));
    assertStringIncludes(await refusal("data_batch_2.bin.gz"), "The gzip data are broken");
  });

  it(
    `reads 50,000 and 10,000 real images${
      real ? "" : " (skipped: there is no cifar10/ in ROTE_DATA or ../shared/data)"
    }`,
    { ignore: real === undefined },
    async () => {
      const { training, test } = await readCifar10(real!);
      for (const [{ rows, labels }, each] of [[training, 5_000], [test, 1_000]] as const) {
        assertEquals([rows.rows, rows.columns, labels.length], [10 * each, VALUES, 10 * each]);
        const counts = new Uint32Array(10);
        for (const label of labels) counts[label]!++;
        assert(counts.every((count) => count === each), `${counts}`);
      }
      const [batch] = await readSetFiles(real!, CIFAR10_FILES.slice(-1));
      assertRow(test.rows, 9_999, batch!.content.subarray(9_999 * RECORD + 1));
    },
  );
});
