/**
 * The task "start" as the README has it, in a folder as a fresh clone is: who it obeys, where it
 * keeps its models, and what it does with a store of an earlier release.
 *
 * @module
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { withFolder } from "./processes/service_process.ts";

const ROOT = new URL("../../", import.meta.url);
const README = await Deno.readTextFile(new URL("README.md", ROOT));
/** The command, word by word. */
const COMMAND = /^npx .* task start/m.exec(README)![0].split(" ");
/** What a clone has that the service is made of. */
const CLONED = ["compat", "lib", "models", "routes", "deno.json", "deno.lock", "main.ts"];

/** Nothing is fetched here: npx has to have this release at hand. */
const hasNpx = await new Deno.Command("npx", { args: ["--no", COMMAND[2]!, "--version"] })
  .output().then(({ success }) => success, () => false);
const reason = hasNpx ? "" : ` (skipped: npx has no ${COMMAND[2]} at hand)`;

/** Runs something in a clone. */
async function withClone(work: (folder: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    for (const name of [...CLONED, "while_npx.sh"]) {
      const { success } = await new Deno.Command("cp", { args: ["-r", name, folder], cwd: ROOT })
        .output();
      assert(success, name);
    }
    await work(folder);
  });
}

/** Starts a command in a clone, in place of the shell that a person would type it into. */
function start(folder: string, [program, ...args]: string[], env: Record<string, string> = {}) {
  const child = new Deno.Command(program!, {
    args,
    cwd: folder,
    env: { PORT: "0", NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const texts = { stdout: "", stderr: "" };
  let onText = () => {};
  const reading = (["stdout", "stderr"] as const).map((name) =>
    child[name].pipeThrough(new TextDecoderStream()).pipeTo(
      new WritableStream({
        write(piece) {
          texts[name] += piece;
          onText();
        },
      }),
    )
  );
  // Whoever was started further behind has these pipes, too: they end when all of them have.
  const over = Promise.all(reading);
  return {
    child,
    texts,
    over,
    /** Waits until it listens. */
    listening: () =>
      new Promise<string>((resolve, reject) => {
        onText = () => {
          const url = /http:\/\/\S+:\d+(?=\/)/.exec(texts.stdout)?.[0];
          if (url) resolve(url);
        };
        over.then(() => reject(new Error(`It did not start: ${texts.stdout} ${texts.stderr}`)));
        onText();
      }),
  };
}

/** The lines of JSON on standard error; what the task runner says of itself comes before them. */
function linesOf(stderr: string): Record<string, unknown>[] {
  return stderr.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
}

describe(`the README's start command${reason}`, { ignore: !hasNpx }, () => {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    it(`stops the service in order when it is ended by ${signal}, and frees the port`, async () => {
      await withClone(async (folder) => {
        const { child, texts, over, listening } = start(folder, COMMAND);
        const url = await listening();
        const health = await (await fetch(`${url}/health`)).json();
        assertEquals(health.status, "ok");
        child.kill(signal);
        await child.status;
        await over;
        assertEquals(linesOf(texts.stderr).map(({ event }) => event), ["stopping"]);
        const { port } = new URL(url);
        Deno.listen({ hostname: "127.0.0.1", port: Number(port) }).close();
        // Closed in order: SQLite has brought everything into the one file.
        const files = [...Deno.readDirSync(`${folder}/data`)].map(({ name }) => name);
        assertEquals(files.toSorted(), ["rote.db", "rote.db.lock"]);
      });
    });
  }
});

describe("the task start", () => {
  const task = [Deno.execPath(), "task", "start"];

  it("may write data/ alone", async () => {
    await withClone(async (folder) => {
      const before = [...Deno.readDirSync(folder)].map(({ name }) => name);
      const { child, texts, over } = start(folder, task, { ROTE_STORE: `${folder}/here.db` });
      assertEquals((await child.status).code, 1);
      await over;
      const [line] = linesOf(texts.stderr);
      assertStringIncludes(String(line!.error), `Cannot open the store ${folder}/here.db`);
      assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), before);
    });
  });

  it("refuses to begin anew beside an old store, until that is moved as it says", async () => {
    await withClone(async (folder) => {
      await Deno.writeTextFile(`${folder}/rote.db`, "");
      const refused = start(folder, task);
      assertEquals((await refused.child.status).code, 1);
      await refused.over;
      const [line] = linesOf(refused.texts.stderr);
      const advice = /: (mkdir [^.]*\.db\S* data\/)/.exec(String(line!.error))![1]!;
      assert(
        (await new Deno.Command("sh", { args: ["-c", advice], cwd: folder }).output()).success,
      );
      const { child, over, listening } = start(folder, task);
      await listening();
      child.kill("SIGTERM");
      await child.status;
      await over;
    });
  });
});
