/**
 * The examples that serve: their commands, as the READMEs have them, from training to the answer.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { needing } from "../lib/exports/tools.ts";
import { type FreshClone, makeFreshClone } from "./fresh_clone.ts";

/** What the READMEs say that the seven and the eight are. */
const ANSWER = {
  model: "seven",
  classes: ["even", "odd"],
  labels: ["odd", "even"],
  scores: [[0.16665, 0.83335], [0.66665, 0.33335]],
};

describe("the examples that serve", () => {
  let clone: FreshClone;
  beforeAll(async () => {
    clone = await makeFreshClone();
  });
  afterAll(() => clone.remove());

  /** Starts a server by its command, asks by another, and gives the answer. */
  const ask = async (server: string, port: number, question: string) => {
    const served = await clone.serve(server, port);
    try {
      const { version, ...answer } = JSON.parse(
        await clone.sh(question.replaceAll(`${port}`, `${served.port}`)),
      );
      assertEquals(answer, ANSWER);
      return version;
    } finally {
      await served.stop();
    }
  };

  const worker = needing("workerd", "curl");
  it(
    `cloudflare-worker answers in workerd, inside and beside${worker.reason}`,
    worker,
    async () => {
      const [train, serve, question, _dev, _deploy, beside, serveBeside] = await clone.commands(
        "cloudflare-worker",
      );
      await clone.sh(train!);
      const version = await ask(serve!, 8787, question!);
      const readme = await Deno.readTextFile(`${clone.path}/examples/cloudflare-worker/README.md`);
      assertStringIncludes(readme, version, "the answer that the README shows");
      await clone.sh(beside!);
      assertEquals(await ask(serveBeside!, 8787, question!), version);
    },
  );

  it("cloudflare-worker names the exported worker as Wrangler's main module", async () => {
    const folder = `${clone.path}/examples/cloudflare-worker`;
    const text = await Deno.readTextFile(`${folder}/wrangler.jsonc`);
    const { main } = JSON.parse(text.replace(/^\s*\/\/.*$/gm, ""));
    await clone.sh((await clone.commands("cloudflare-worker"))[0]!);
    assertEquals((await Deno.stat(`${folder}/${main}`)).isFile, true);
  });

  const deno = needing("curl");
  it(`deno-deploy answers in deno serve${deno.reason}`, deno, async () => {
    const [train, serve, question] = await clone.commands("deno-deploy");
    await clone.sh(train!);
    await ask(serve!, 8788, question!);
  });

  const bun = needing("bun", "curl");
  it(`bun predicts and answers${bun.reason}`, bun, async () => {
    const [train, predict, serve, question] = await clone.commands("bun");
    await clone.sh(train!);
    assertEquals(await clone.sh(predict!), "odd 0.83335\neven 0.66665\n");
    await ask(serve!, 8789, question!);
  });
});
