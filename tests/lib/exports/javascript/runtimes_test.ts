/**
 * The exported modules on the runtimes that people have: the same labels and scores as the library's,
 * bit for bit, for every case, all its rows and every form of rows. One process a runtime.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { needing, runOk } from "../tools.ts";
import { type CaseFolder, writeCaseFolder } from "./case_folder.ts";
import { filesOf, openPage } from "./chromium.ts";

/** What the driver found out. */
interface Found {
  readonly answers: Record<string, unknown>;
  readonly refusals: Record<string, unknown>;
  readonly failure?: string;
}

const LABEL = "answer as the library does, and a blob that is broken is refused, in";

describe("es-module, the edge runtime by itself and wasm", () => {
  let folder: CaseFolder;
  beforeAll(async () => {
    folder = await writeCaseFolder();
  });
  afterAll(() => folder.remove());

  /** Compares case by case, so that a failure names one. */
  const check = ({ answers, refusals, failure }: Found) => {
    assertEquals(failure, undefined);
    const { expected } = folder;
    assertEquals(Object.keys(answers), Object.keys(expected.answers));
    for (const [name, answer] of Object.entries(expected.answers)) {
      assertEquals(answers[name], answer, name);
    }
    assertEquals(refusals, expected.refusals);
  };

  const runDriver = async (program: string, ...args: string[]) =>
    check(JSON.parse((await runOk(program, [...args, `${folder.path}/console.mjs`])).stdout));

  it(`${LABEL} Deno, which may do no more than read the folder`, async () => {
    const flags = ["--no-config", "--no-remote", "--no-npm", `--allow-read=${folder.path}`];
    await runDriver(Deno.execPath(), "run", ...flags);
  });

  const node = needing("node");
  it(`${LABEL} Node${node.reason}`, node, async () => {
    await runDriver("node");
  });

  const bun = needing("bun");
  it(`${LABEL} Bun${bun.reason}`, bun, async () => {
    await runDriver("bun");
  });

  const chromium = needing("chromium");
  it(`${LABEL} Chromium${chromium.reason}`, chromium, async () => {
    check(await openPage("page.html", filesOf(folder.path)) as Found);
  });
});
