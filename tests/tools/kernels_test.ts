/**
 * The kernels in WebAssembly are what their sources give: the tool builds them again, in a process
 * of its own because it has a configuration of its own.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";

const ROOT = new URL("../../", import.meta.url).pathname;
const FILES = ["simd.wasm", "relaxed-simd.wasm", "embedded.ts"];

/** Builds the kernels of a copy of the repository and compares them with the files there. */
async function check(root: string): Promise<{ code: number; stderr: string }> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--config", "tools/deno.json", "tools/kernels.ts", "--check"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { code, stderr } = await command.output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

/** Copies a folder and all that is in it. */
async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

describe("tools/kernels.ts --check", () => {
  let copy: string;
  beforeAll(async () => {
    copy = await Deno.makeTempDir();
    for (const folder of ["tools", "lib/kernels"]) {
      await copyFolder(`${ROOT}/${folder}`, `${copy}/${folder}`);
    }
  });
  afterAll(() => Deno.remove(copy, { recursive: true }));

  it("finds that the kernels here are what their sources give", async () => {
    const { code, stderr } = await check(ROOT);
    assertEquals(code, 0, stderr);
  });

  it("names each file that is not, and leaves it alone", async () => {
    const contents = FILES.map((_, i) => Uint8Array.of(0, 97, 115, 109, i));
    for (const [i, name] of FILES.entries()) {
      await Deno.writeFile(`${copy}/lib/kernels/wasm/${name}`, contents[i]!);
    }
    const { code, stderr } = await check(copy);
    assertEquals(code, 1);
    for (const [i, name] of FILES.entries()) {
      assertStringIncludes(stderr, `lib/kernels/wasm/${name}`);
      assertEquals(await Deno.readFile(`${copy}/lib/kernels/wasm/${name}`), contents[i]);
    }
  });
});
