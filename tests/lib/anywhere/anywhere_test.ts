/**
 * The same data, settings and seed give the same bytes and answers wherever the engine runs: on each
 * runtime that is here, with every kind of kernels that it has. One process a runtime.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { filesOf, openPage } from "../exports/javascript/chromium.ts";
import { needing, runOk } from "../exports/tools.ts";
import { type Digests, trainAll } from "./trainings.ts";

const ROOT = new URL("../../../", import.meta.url);

/** Runs the trainings and hands over what they gave. */
const CONSOLE = `import { trainAll } from "./trainings.mjs";
console.log(JSON.stringify(await trainAll()));
`;
const PAGE = `<!doctype html>
<script type="module">
import { trainAll } from "./trainings.mjs";
await fetch("found", { method: "POST", body: JSON.stringify(await trainAll()) });
</script>
`;

describe("training, encoding, decoding and predicting", () => {
  let folder: string;
  let expected: Record<string, string>;
  beforeAll(async () => {
    folder = await Deno.makeTempDir({ prefix: "rote-anywhere-" });
    const tool = ["--config", "tools/deno.json", "tools/bundle.ts"];
    const entry = "tests/lib/anywhere/trainings.ts";
    const args = ["run", "-A", "--quiet", ...tool, entry, `${folder}/trainings.mjs`];
    await runOk(Deno.execPath(), args, { cwd: ROOT.pathname });
    await Deno.writeTextFile(`${folder}/console.mjs`, CONSOLE);
    await Deno.writeTextFile(`${folder}/page.html`, PAGE);
    expected = Object.fromEntries(
      Object.entries(await trainAll()).map(([training, { typescript }]) => [training, typescript!]),
    );
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  /** @param least kinds of kernels that the runtime is known to have */
  const check = (found: Digests, least: number) => {
    assertEquals(Object.keys(found), Object.keys(expected));
    for (const [training, digests] of Object.entries(found)) {
      assert(Object.keys(digests).length >= least);
      for (const [kernels, digest] of Object.entries(digests)) {
        assertEquals(digest, expected[training], `${training} with ${kernels} kernels`);
      }
    }
  };
  const checkConsole = async (program: string, ...args: string[]) => {
    const { stdout } = await runOk(program, [...args, `${folder}/console.mjs`]);
    check(JSON.parse(stdout), 2);
  };

  it("give the same bytes with every kind of kernels in Deno", async () => {
    check(await trainAll(), 3);
  });

  it("give the same bytes in Deno as a bundle that may do nothing", async () => {
    await checkConsole(Deno.execPath(), "run", "--no-config", `--allow-read=${folder}`);
  });

  const node = needing("node");
  it(`give the same bytes in Node${node.reason}`, node, () => checkConsole("node"));

  const bun = needing("bun");
  it(`give the same bytes in Bun${bun.reason}`, bun, () => checkConsole("bun"));

  const chromium = needing("chromium");
  it(`give the same bytes in Chromium${chromium.reason}`, chromium, async () => {
    check(await openPage("page.html", filesOf(folder)) as Digests, 2);
  });
});
