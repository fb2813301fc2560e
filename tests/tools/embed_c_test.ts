/**
 * The C reader that the engine writes is the one that lies in its folder: the tool embeds it again,
 * in a process of its own because it has a configuration of its own.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";

const ROOT = new URL("../../", import.meta.url).pathname;
const READER = "lib/exports/c/reader";

/** Embeds the reader of a copy of the repository and compares it with the file there. */
async function check(root: string): Promise<{ code: number; stderr: string }> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-read", "--no-lock", `${root}/tools/embed_c.ts`, "--check"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { code, stderr } = await command.output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

describe("tools/embed_c.ts --check", () => {
  let copy: string;
  beforeAll(async () => {
    copy = await Deno.makeTempDir();
    await Deno.mkdir(`${copy}/tools`);
    await Deno.mkdir(`${copy}/${READER}`, { recursive: true });
    const files = [
      ...["rote_reader.c", "rote_reader.h", "rote_boosted.c", "rote_boosted.h"],
      ...["blob_parts.h", "blob_types.h", "embedded.ts"],
    ].map((name) => `${READER}/${name}`);
    for (const file of ["tools/embed_c.ts", "tools/built_files.ts", ...files]) {
      await Deno.copyFile(`${ROOT}/${file}`, `${copy}/${file}`);
    }
  });
  afterAll(() => Deno.remove(copy, { recursive: true }));

  it("finds that the reader here is what its sources give", async () => {
    const { code, stderr } = await check(ROOT);
    assertEquals(code, 0, stderr);
  });

  it("says when it is not, and leaves the file alone", async () => {
    const file = `${copy}/${READER}/embedded.ts`;
    const before = await Deno.readTextFile(file);
    await Deno.writeTextFile(`${copy}/${READER}/rote_reader.c`, "`${1}\\n`\n");
    const { code, stderr } = await check(copy);
    assertEquals(code, 1);
    assertStringIncludes(stderr, `${READER}/embedded.ts`);
    assertEquals(await Deno.readTextFile(file), before);
  });
});
