/**
 * Files of a set: gzipped or not, missing, broken, or more than the original ever was.
 *
 * @module
 */

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { findSetFile, originOf, readSetFiles } from "../../../cli/data_sets/set_file.ts";
import { FileError } from "../../../cli/failure.ts";
import { gzip } from "../bytes.ts";
import { expected } from "./made_files.ts";

const TEXT = "the content of the original";
const FILE = expected("rows.bin", TEXT);

describe("a file of a set", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await Deno.makeTempDir();
  });
  afterEach(() => Deno.remove(folder, { recursive: true }));

  const put = (name: string, bytes: Uint8Array | string) =>
    typeof bytes === "string"
      ? Deno.writeTextFile(`${folder}/${name}`, bytes)
      : Deno.writeFile(`${folder}/${name}`, bytes);
  const read = async () => (await readSetFiles(folder, [FILE]))[0]!;
  const refusal = async () => (await assertRejects(read, FileError)).message;

  it("is read gzipped or not, whatever its name says", async () => {
    for (const name of ["rows.bin", "rows.bin.gz"]) {
      for (const bytes of [TEXT, await gzip(TEXT)]) {
        await put(name, bytes);
        const { path, content, isOriginal } = await read();
        assertEquals([path, isOriginal], [`${folder}/${name}`, true]);
        assertEquals(new TextDecoder().decode(content), TEXT);
        await Deno.remove(path);
      }
    }
  });

  it("is read whole where its gzip has several members, and refused where something is behind", async () => {
    const members = await Promise.all([TEXT.slice(0, 9), "", TEXT.slice(9)].map(gzip));
    const bytes = [...members, new Uint8Array(99)].flatMap((part) => [...part]);
    await put("rows.bin.gz", Uint8Array.from(bytes));
    assertEquals((await read()).isOriginal, true);
    for (const behind of [[7], [...members[2]!]]) {
      await put("rows.bin.gz", Uint8Array.from([...bytes, ...behind]));
      assertStringIncludes(await refusal(), "rows.bin.gz: The gzip data are broken");
    }
  });

  it("is taken as it is where both are there, under either name that is asked for", async () => {
    await put("rows.bin", TEXT);
    await put("rows.bin.gz", await gzip("another"));
    assertEquals((await read()).path, `${folder}/rows.bin`);
    for (const name of ["rows.bin", "rows.bin.gz"]) {
      assertEquals(await findSetFile(folder, name), `${folder}/rows.bin`);
    }
  });

  it("may have other content, and it is said so", async () => {
    await put("rows.bin", "short");
    assertEquals((await read()).isOriginal, false);
  });

  it("is missing where there is none, or a folder of its name, or no folder at all", async () => {
    await Deno.mkdir(`${folder}/rows.bin`);
    assertEquals(await findSetFile(folder, "rows.bin"), undefined);
    assertEquals(await findSetFile(`${folder}/nowhere`, "rows.bin"), undefined);
    await put("plain", "");
    assertEquals(await findSetFile(`${folder}/plain`, "rows.bin"), undefined);
    assertEquals(
      await refusal(),
      `${folder}/rows.bin: There is no such file, nor with .gz behind it`,
    );
  });

  it("is refused if it is longer than the original, however short it was packed", async () => {
    for (const bytes of [TEXT + "!", await gzip(TEXT + "!"), await gzip(new Uint8Array(1 << 24))]) {
      await put("rows.bin", bytes);
      assertStringIncludes(await refusal(), "rows.bin: It has more than the 27 bytes");
    }
    await put("rows.bin", new Uint8Array(70_000));
    assertStringIncludes(await refusal(), "It has more than the 27 bytes");
  });

  it("is refused if its gzip is cut short or broken", async () => {
    const packed = await gzip(TEXT);
    const broken = packed.with(-6, packed.at(-6)! ^ 1);
    for (const bytes of [packed.subarray(0, 15), packed.subarray(0, -1), broken]) {
      await put("rows.bin.gz", bytes);
      assertStringIncludes(await refusal(), "rows.bin.gz: The gzip data are broken");
    }
  });

  it("is the one that is named, if it is the first of several that are bad", async () => {
    await put("b", "far too much");
    const files = [expected("a", TEXT), expected("b", "little")];
    const error = await assertRejects(() => readSetFiles(folder, files), FileError);
    assertEquals(error.path, `${folder}/a`);
  });
});

describe("originOf()", () => {
  const file = (path: string, isOriginal: boolean) => ({
    path,
    content: new Uint8Array(),
    isOriginal,
  });

  it("tells the original files from others and from a mixture", () => {
    const [a, b, c] = [file("x/a", true), file("x/b.gz", false), file("x/c", false)];
    assertEquals(originOf([a!]), "the original files (SHA-256 of each checked)");
    assertEquals(originOf([b!, c!]), "files that differ from the original ones");
    assertEquals(originOf([a!, b!]), "2 files, of which these differ from the original ones: b");
  });
});
