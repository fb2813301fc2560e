/**
 * Getting the files of a data set from a server on 127.0.0.1, one by one and in an archive.
 *
 * @module
 */

import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { fetchDataSet, fetchFiles, type Fetching } from "../../../cli/data_sets/fetch.ts";
import { PUBLIC_SETS } from "../../../cli/data_sets/public_sets.ts";
import { describeFailure, FileError } from "../../../cli/failure.ts";
import { gzip } from "../bytes.ts";
import { serve } from "../web.ts";
import { expected, INSIDE, pack } from "./made_files.ts";

const CONTENTS = { "a.bin": "the first file", "b.bin": "the second file" };
const FILES = Object.entries(CONTENTS).map(([name, text]) => expected(name, text));
const ENTRIES = Object.entries(CONTENTS).map(([name, text]) => [INSIDE + name, text] as const);
const { sent, archive } = await pack("set.tar.gz", [["../evil", "evil"], ...ENTRIES]);
const SENT = { "set.tar.gz": sent };

describe("fetchFiles()", () => {
  let folder = "";
  let lines: string[] = [];
  beforeEach(async () => {
    folder = await Deno.makeTempDir();
    lines = [];
  });
  afterEach(() => Deno.remove(folder, { recursive: true }));

  const names = () => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
  const say = (line: string) => lines.push(line.replace(`${folder}/`, ""));
  const put = (name: string, bytes: Uint8Array | string) =>
    typeof bytes === "string"
      ? Deno.writeTextFile(`${folder}/${name}`, bytes)
      : Deno.writeFile(`${folder}/${name}`, bytes);
  const byItself = (url: string): Fetching => ({ files: FILES, sources: [url], folder, say });
  const packed = (url: string): Fetching => ({ ...byItself(url), archive });

  it("makes the folder, downloads what is missing and says so", async () => {
    await using web = serve({
      "a.bin": await gzip(CONTENTS["a.bin"]),
      "b.bin": await gzip(CONTENTS["b.bin"]),
    });
    for (let round = 0; round < 2; round++) {
      await fetchFiles({ ...byItself(web.url), folder: `${folder}/deep/er` });
    }
    assertEquals(lines, [
      "deep/er/a.bin: downloaded and checked\n",
      "deep/er/b.bin: downloaded and checked\n",
      "deep/er/a.bin: already there\n",
      "deep/er/b.bin: already there\n",
    ]);
    assertEquals(web.ranges.length, 2);
  });

  it("says what to do if no source can be reached", async () => {
    await using web = serve({});
    for (const fetching of [byItself(web.url), packed(web.url)]) {
      const error = await assertRejects(() => fetchFiles(fetching), FileError);
      const { text, exitCode } = describeFailure(error);
      assertEquals(exitCode, 1);
      assertMatch(text, /^rote: .*\/(a\.bin|set\.tar\.gz): It cannot be downloaded:\n {2}http/);
      assertMatch(text, /404 Not Found\nRun .*--from URL/);
    }
  });

  it("takes the files out of their archive and removes it", async () => {
    await using web = serve(SENT, { breaks: [100] });
    await fetchFiles(packed(web.url));
    assertEquals(lines, [
      "set.tar.gz: downloaded and checked\n",
      "a.bin: unpacked and checked\n",
      "b.bin: unpacked and checked\n",
    ]);
    assertEquals(names(), ["a.bin", "b.bin"]);
    assertEquals(Deno.readTextFileSync(`${folder}/b.bin`), CONTENTS["b.bin"]);
    assertEquals(web.ranges, [null, "bytes=100-"]);
  });

  it("asks nobody if all files are there and right, gzipped or not", async () => {
    await put("a.bin", CONTENTS["a.bin"]);
    await put("b.bin.gz", await gzip(CONTENTS["b.bin"]));
    await using web = serve(SENT);
    await fetchFiles(packed(web.url));
    assertEquals(lines, ["a.bin: already there\n", "b.bin.gz: already there\n"]);
    assertEquals([web.ranges.length, names()], [0, ["a.bin", "b.bin.gz"]]);
  });

  it("leaves right files alone and replaces wrong ones", async () => {
    await put("a.bin", CONTENTS["a.bin"]);
    await put("b.bin", "something else");
    const before = Deno.statSync(`${folder}/a.bin`).ino;
    await using web = serve(SENT);
    await fetchFiles(packed(web.url));
    assertEquals(lines[0], "a.bin: already there\n");
    assertEquals(lines.slice(-1), ["b.bin: unpacked and checked\n"]);
    assertEquals(Deno.statSync(`${folder}/a.bin`).ino, before);
    assertEquals(Deno.readTextFileSync(`${folder}/b.bin`), CONTENTS["b.bin"]);
  });

  it("takes an archive that is there already", async () => {
    await put("set.tar.gz", sent);
    await using web = serve(SENT);
    await fetchFiles(packed(web.url));
    assertEquals([web.ranges.length, names()], [0, ["a.bin", "b.bin"]]);
  });

  it("unpacks nothing of an archive with another checksum", async () => {
    const other = await pack("set.tar.gz", [...ENTRIES, ["more", "than there should be"]]);
    await using web = serve(SENT, { instead: other.sent });
    const error = await assertRejects(() => fetchFiles(packed(web.url)), FileError);
    assertMatch(error.message, /set\.tar\.gz: .*\n.*its checksum differs/);
    assertEquals(names(), []);
  });

  it("keeps an archive without one of the files, and says which", async () => {
    const other = await pack("set.tar.gz", ENTRIES.slice(0, 1));
    await using web = serve({ "set.tar.gz": other.sent });
    const fetching = { ...packed(web.url), archive: other.archive };
    const error = await assertRejects(() => fetchFiles(fetching), FileError);
    assertEquals(error.path, `${folder}/set.tar.gz`);
    assertMatch(error.message, /holds no file set-bin\/b\.bin$/);
    assertEquals(names(), ["a.bin", "set.tar.gz"]);
  });
});

describe("fetchDataSet()", () => {
  it("gets the files of the set from the source that was named", async () => {
    await using web = serve({});
    const folder = await Deno.makeTempDir();
    const options = { sources: [web.url], say() {} };
    const first = { mnist: "train-images-idx3-ubyte.gz", cifar10: "cifar-10-binary.tar.gz" };
    for (const name of ["mnist", "cifar10"] as const) {
      const to = `${folder}/${name}`;
      const error = await assertRejects(() => fetchDataSet(name, to, options), FileError);
      assertEquals(error.path, `${to}/${first[name]}`);
    }
    assertEquals(web.ranges.length, 2);
    await Deno.remove(folder, { recursive: true });
  });
});

describe("PUBLIC_SETS", () => {
  it("has a checksum for every file and takes it over https", () => {
    const { mnist, cifar10 } = PUBLIC_SETS;
    assertEquals([mnist.files.length, cifar10.files.length], [4, 6]);
    for (const { files, sources, archive } of [mnist, cifar10]) {
      for (const source of sources) assertMatch(source, /^https:.*\/$/);
      for (const { sha256 } of archive ? [archive, ...files] : files) {
        assertMatch(sha256, /^[0-9a-f]{64}$/);
      }
    }
  });
});
