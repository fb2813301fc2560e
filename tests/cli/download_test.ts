/**
 * Downloads from servers that break off, ignore ranges, lie and are not there. Only 127.0.0.1.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { download, type DownloadOptions, isRight, type RemoteFile } from "../../cli/download.ts";
import { InputError } from "../../cli/failure.ts";
import { gzip } from "./bytes.ts";
import { serve } from "./web.ts";

/** Bytes that gzip makes hardly shorter. */
const CONTENT = new Uint8Array(50_000).map((_, at) =>
  Math.imul(at ^ (at >>> 5), 0x9e3779b1) >>> 24
);
const SENT = await gzip(CONTENT);
const FILE: RemoteFile = {
  name: "rows.gz",
  bytes: CONTENT.length,
  sha256: createHash("sha256").update(CONTENT).digest("hex"),
};
const FILES = { "rows.gz": SENT };

describe("download()", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await Deno.makeTempDir();
  });
  afterEach(() => Deno.remove(folder, { recursive: true }));

  const names = () => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
  const put = (name: string, bytes: Uint8Array) => Deno.writeFile(`${folder}/${name}`, bytes);
  const from = (...sources: string[]): DownloadOptions => ({ sources, folder });

  async function assertDone(): Promise<void> {
    assertEquals(names(), ["rows.gz"]);
    assertEquals(await Deno.readFile(`${folder}/rows.gz`), SENT);
  }

  it("puts a right file under its name and tells the progress", async () => {
    await using web = serve(FILES);
    const seen: [number, number][] = [];
    const onProgress = (received: number, total: number) => seen.push([received, total]);
    assert(await download(FILE, { ...from(web.url), onProgress }));
    await assertDone();
    assertEquals(seen.at(-1), [SENT.length, SENT.length]);
  });

  it("leaves a right file alone, gzipped or not, and asks nobody", async () => {
    for (const bytes of [SENT, CONTENT]) {
      await put("rows.gz", bytes);
      assertEquals(await download(FILE, from()), false);
    }
  });

  it("replaces a wrong file", async () => {
    await put("rows.gz", CONTENT.subarray(1));
    await using web = serve(FILES);
    assert(await download(FILE, from(web.url)));
    await assertDone();
  });

  it("takes up again where the connection broke, as often as it gets further", async () => {
    await using web = serve(FILES, { breaks: [1000, 500, 200] });
    assert(await download(FILE, from(web.url)));
    await assertDone();
    assertEquals(web.ranges, [null, "bytes=1000-", "bytes=1500-", "bytes=1700-"]);
  });

  it("takes up what an earlier run left", async () => {
    await put("rows.gz.part", SENT.subarray(0, 777));
    await using web = serve(FILES);
    assert(await download(FILE, from(web.url)));
    await assertDone();
    assertEquals(web.ranges, ["bytes=777-"]);
  });

  it("asks for the rest of a file that was complete but for its name", async () => {
    await put("rows.gz.part", SENT);
    await using web = serve(FILES);
    assert(await download(FILE, from(web.url)));
    await assertDone();
    assertEquals(web.ranges, [`bytes=${SENT.length}-`]);
  });

  it("starts again with a server that ignores ranges", async () => {
    await put("rows.gz.part", SENT.subarray(0, 777));
    await using web = serve(FILES, { ignoresRanges: true });
    assert(await download(FILE, from(web.url)));
    await assertDone();
    assertEquals(web.ranges.length, 1);
  });

  it("starts once more if the start it had belongs to another file", async () => {
    await put("rows.gz.part", new Uint8Array(777));
    await using web = serve(FILES);
    assert(await download(FILE, from(web.url)));
    await assertDone();
    assertEquals(web.ranges, ["bytes=777-", null]);
  });

  it("keeps nothing of a file with the wrong content", async () => {
    await using web = serve(FILES, { instead: await gzip("something else") });
    await assertRejects(() => download(FILE, from(web.url)), InputError, "checksum differs");
    assertEquals(names(), []);
  });

  it("stops a server that sends far too much", async () => {
    await using web = serve(FILES, { instead: new Uint8Array(CONTENT.length + 70_000) });
    await assertRejects(() => download(FILE, from(web.url)), InputError, "sends more than");
  });

  it("goes to the next source where one has no such file or is not there", async () => {
    await using missing = serve({});
    await using broken = serve(FILES, { status: 500 });
    await using web = serve(FILES);
    const gone = serve(FILES);
    await gone[Symbol.asyncDispose]();
    assert(await download(FILE, from(missing.url, broken.url, gone.url, web.url)));
    await assertDone();
  });

  it("says for each source what was wrong, and keeps what came", async () => {
    await using missing = serve({});
    await using broken = serve(FILES, { breaks: [1000, 0] });
    const error = await assertRejects(
      () => download(FILE, from(missing.url, broken.url)),
      InputError,
    );
    const lines = error.message.split("\n");
    assertEquals(lines.length, 2);
    assertEquals(lines[0], `${missing.url}rows.gz: the server answers 404 Not Found`);
    assertStringIncludes(lines[1]!, `${broken.url}rows.gz: `);
    assertEquals(await Deno.readFile(`${folder}/rows.gz.part`), SENT.slice(0, 1000));
  });

  it("gives a server up that stays silent", async () => {
    const silent = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    const accepted = silent.accept();
    const source = `http://127.0.0.1:${silent.addr.port}/`;
    const options = { ...from(source), patience: 50 };
    await assertRejects(() => download(FILE, options), InputError, "nothing came for 0.05 s");
    (await accepted).close();
    silent.close();
  });
});

describe("isRight()", () => {
  it("goes by the content, or by the file as it is where its checksum is of that", async () => {
    const asItIs: RemoteFile = {
      name: "rows.gz",
      checksumOf: "file",
      bytes: SENT.length,
      sha256: createHash("sha256").update(SENT).digest("hex"),
    };
    const path = await Deno.makeTempFile();
    await Deno.writeFile(path, SENT);
    assertEquals([await isRight(path, FILE), await isRight(path, asItIs)], [true, true]);
    // The name of the file within, which gzip may or may not tell.
    const named = [...SENT.slice(0, 3), 8, ...SENT.slice(4, 10), 97, 0, ...SENT.slice(10)];
    await Deno.writeFile(path, Uint8Array.from(named));
    assertEquals([await isRight(path, FILE), await isRight(path, asItIs)], [true, false]);
    await Deno.writeFile(path, CONTENT);
    assertEquals([await isRight(path, FILE), await isRight(path, asItIs)], [true, false]);
    await Deno.remove(path);
  });

  it("is false for a file that is not there, too long or broken", async () => {
    const path = await Deno.makeTempFile();
    for (
      const bytes of [
        SENT.subarray(0, 100),
        await gzip(new Uint8Array(1_000_000)),
        CONTENT.with(0, 9),
      ]
    ) {
      await Deno.writeFile(path, bytes);
      assertEquals(await isRight(path, FILE), false);
    }
    await Deno.writeFile(path, SENT);
    assertEquals(await isRight(path, FILE), true);
    await Deno.remove(path);
    assertEquals(await isRight(path, FILE), false);
  });
});
