/**
 * Archives that hold too much, too little or something else than they should.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { unpack } from "../../../cli/data_sets/unpack.ts";
import { FileError, InputError } from "../../../cli/failure.ts";
import { gzip } from "../bytes.ts";
import { type Entry, expected, INSIDE, tar } from "./made_files.ts";

/** Long enough to arrive in several chunks. */
const LONG = Array.from({ length: 40_000 }, (_, at) => String(at * at % 9_973)).join(" ");
const ENTRIES: Entry[] = [[`${INSIDE}a.bin`, "the first"], [`${INSIDE}b.bin`, LONG]];
const FILES = [expected("a.bin", "the first"), expected("b.bin", LONG)];

describe("unpack()", () => {
  let folder = "";
  let path = "";
  beforeEach(async () => {
    const outer = await Deno.makeTempDir();
    folder = `${outer}/set`;
    path = `${outer}/set.tar.gz`;
    await Deno.mkdir(folder);
  });
  afterEach(() => Deno.remove(`${folder}/..`, { recursive: true }));

  const names = () => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
  const read = (name: string) => Deno.readTextFileSync(`${folder}/${name}`);
  const run = () => unpack(path, { inside: INSIDE, files: FILES, folder });
  const put = async (entries: Entry[]) => Deno.writeFile(path, await gzip(await tar(entries)));

  it("writes the files under their names and tells how far it is", async () => {
    await put(ENTRIES);
    const seen: number[] = [];
    const onProgress = (bytes: number) => seen.push(bytes);
    await unpack(path, { inside: INSIDE, files: FILES, folder, onProgress });
    assertEquals(names(), ["a.bin", "b.bin"]);
    assertEquals([read("a.bin"), read("b.bin")], ["the first", LONG]);
    assertEquals(seen.at(-1), Deno.statSync(path).size);
  });

  it("passes over everything else, wherever it wants to go", async () => {
    await put([
      { name: INSIDE, type: "directory" },
      ["../evil", "evil"],
      [`${INSIDE}../../evil`, "evil"],
      [`${folder}/evil`, "evil"],
      { name: `${INSIDE}evil`, type: "symlink", linkname: "/etc/passwd" },
      ["a.bin", "evil"],
      [`other/${INSIDE}a.bin`, "evil"],
      ...ENTRIES,
      [`${INSIDE}readme.html`, LONG],
      [`${INSIDE}a.bin`, "the second of this name"],
    ]);
    await run();
    assertEquals(names(), ["a.bin", "b.bin"]);
    assertEquals(read("a.bin"), "the first");
    assertEquals(Array.from(Deno.readDirSync(`${folder}/..`)).length, 2);
  });

  it("says which file the archive lacks, one that is only a link included", async () => {
    await put([{ name: `${INSIDE}a.bin`, type: "symlink", linkname: "b.bin" }, ENTRIES[1]!]);
    await assertRejects(run, InputError, `The archive holds no file ${INSIDE}a.bin`);
    assertEquals(names(), ["b.bin"]);
  });

  it("keeps nothing of a file with other content, and names it", async () => {
    for (const [text, fault] of [["THE FIRST", "another checksum"], ["the", "3 bytes under"]]) {
      await put([[`${INSIDE}a.bin`, text!], ENTRIES[1]!]);
      const error = await assertRejects(run, FileError);
      assertEquals(error.path, `${folder}/a.bin`);
      assertStringIncludes(error.message, fault!);
      assertEquals(names(), []);
    }
  });

  it("leaves no half of a file, wherever the archive is cut", async () => {
    const whole = await tar(ENTRIES);
    const packed = await gzip(whole);
    for (let tenths = 0; tenths < 10; tenths++) {
      const cut = (bytes: Uint8Array) => bytes.slice(0, Math.floor(bytes.length * tenths / 10));
      for (const bytes of [cut(packed), await gzip(cut(whole))]) {
        await Deno.writeFile(path, bytes);
        const error = await assertRejects(run, Error);
        assert(error instanceof InputError || error instanceof FileError, String(error));
        const left = names();
        assert(
          left.length === 0 || (left.length === 1 && read("a.bin") === "the first"),
          `${left}`,
        );
      }
    }
  });

  it("refuses what is no archive", async () => {
    await Deno.writeTextFile(path, LONG);
    await assertRejects(run, InputError, "holds no file");
    await Deno.remove(path);
    await assertRejects(run, Deno.errors.NotFound);
  });
});
