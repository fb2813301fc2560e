/**
 * A file is written whole or not at all.
 *
 * @module
 */

import { assertEquals, assertRejects } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { writeWholeFile } from "../../cli/whole_file.ts";

describe("writeWholeFile()", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await Deno.makeTempDir();
  });
  afterEach(() => Deno.remove(folder, { recursive: true }));

  const names = () => Array.from(Deno.readDirSync(folder), ({ name }) => name);

  it("makes a file and replaces one, and leaves nothing beside it", async () => {
    for (const bytes of [new Uint8Array(300_000).fill(7), Uint8Array.of(1, 2)]) {
      await writeWholeFile(`${folder}/a`, bytes);
      assertEquals(await Deno.readFile(`${folder}/a`), bytes);
      assertEquals(names(), ["a"]);
    }
  });

  it("leaves everything as it was if it fails", async () => {
    await Deno.mkdir(`${folder}/a/b`, { recursive: true });
    await assertRejects(() => writeWholeFile(`${folder}/a`, Uint8Array.of(1)), Error);
    assertEquals(names(), ["a"]);
    await assertRejects(
      () => writeWholeFile(`${folder}/none/a`, Uint8Array.of(1)),
      Deno.errors.NotFound,
    );
  });
});
