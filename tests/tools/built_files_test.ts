/**
 * `--check` of the tools that build committed files, with files that take no time to build.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { type Checked, ROOT, runTool } from "./tool_check.ts";

const MADE = { "one.txt": "1", "two.txt": "22", "three.txt": "333" };
const TOOL = `
  import { keep } from "./built_files.ts";
  const bytes = (text) => new TextEncoder().encode(text);
  const made = Object.entries(${JSON.stringify(MADE)}).map(([name, text]) => [name, bytes(text)]);
  keep(Object.fromEntries(made), "built", "deno task make");
`;

describe("a tool that builds files", () => {
  let root: string;
  const run = (...args: string[]): Promise<Checked> => runTool(["tools/make.js", ...args], root);
  const write = (name: string, text: string) => Deno.writeTextFile(`${root}/built/${name}`, text);
  const texts = () =>
    Object.fromEntries(
      Object.keys(MADE).map((name) => [name, Deno.readTextFileSync(`${root}/built/${name}`)]),
    );
  beforeEach(async () => {
    root = await Deno.makeTempDir();
    for (const folder of ["tools", "built"]) await Deno.mkdir(`${root}/${folder}`);
    await Deno.copyFile(`${ROOT}/tools/built_files.ts`, `${root}/tools/built_files.ts`);
    await Deno.writeTextFile(`${root}/tools/make.js`, TOOL);
    for (const [name, text] of Object.entries(MADE)) await write(name, text);
  });
  afterEach(() => Deno.remove(root, { recursive: true }));

  it("finds that its files are what it builds", async () => {
    assertEquals(await run("--check"), { code: 0, stderr: "" });
  });

  it("names each file that is not, cut short or longer too, and leaves them alone", async () => {
    const others = { ...MADE, "one.txt": "2", "two.txt": "2", "three.txt": "3333" };
    for (const [name, text] of Object.entries(others)) await write(name, text);
    const { code, stderr } = await run("--check");
    const told = Object.keys(MADE).map((name) =>
      `built/${name} is not what its sources give: deno task make`
    );
    assertEquals([code, stderr.trim().split("\n")], [1, told]);
    assertEquals(texts(), others);
    await write("two.txt", MADE["two.txt"]);
    assertEquals((await run("--check")).stderr.includes("two"), false);
  });

  it("writes them if it is not to check them", async () => {
    await write("two.txt", "other");
    assertEquals((await run()).code, 0);
    assertEquals(texts(), MADE);
  });
});
