/**
 * Runs small test files with a real `deno test`, many in one process, and reads the report of each.
 * `log(text)` in a file becomes an event.
 *
 * @module
 */

const BDD = new URL("../../compat/std-testing/bdd.ts", import.meta.url).href;

/** What a run of a fixture showed. */
export interface Run {
  /** Whether nothing of it failed; alone, whether the process ended with exit code 0. */
  success: boolean;
  /** What the fixture logged, in order. */
  events: string[];
  /** Name of a test, step or suite to `ok`, `ignored` or `FAILED`. */
  results: Record<string, string>;
  /** What was printed of it, and the errors of all that ran with it: those need words of their own. */
  report: string;
}

/** Fixtures that run in one process, the first time that one of them is asked for. */
export class Fixtures {
  readonly #bodies: string[] = [];
  #runs: Promise<Run[]> | undefined;

  /** Adds JavaScript with `bdd.ts` imported. What is returned gives its run. */
  add(body: string): () => Promise<Run> {
    if (this.#runs) throw new Error("The fixtures have run already");
    const index = this.#bodies.push(body) - 1;
    return async () => (await (this.#runs ??= runTogether(this.#bodies)))[index]!;
  }
}

/** Runs a fixture alone: one that decides of the process, or of what else is run in it. */
export async function runFixture(body: string): Promise<Run> {
  const { success, report } = await runDeno([body]);
  return { success, ...read(report), report };
}

async function runTogether(bodies: readonly string[]): Promise<Run[]> {
  const { success, report } = await runDeno(bodies);
  const runs = sectionsOf(report, bodies.length).map(({ ran, errors }): Run => {
    return { success: !/\bFAILED\b/.test(ran), ...read(ran), report: ran + errors };
  });
  if (success !== runs.every((run) => run.success)) throw new Error(report);
  return runs;
}

/** Runs files in a `deno test` without network, npm and settings. */
async function runDeno(bodies: readonly string[]): Promise<{ success: boolean; report: string }> {
  const folder = await Deno.makeTempDir();
  try {
    const names = "afterAll, afterEach, beforeAll, beforeEach, describe, it, test";
    for (const [index, body] of bodies.entries()) {
      const lines = [
        `import { ${names} } from ${JSON.stringify(BDD)};`,
        `const log = (event) => console.log("event: " + event);`,
        body,
      ];
      await Deno.writeTextFile(`${folder}/${nameOf(index)}`, lines.join("\n"));
    }
    const flags = ["--no-config", "--no-lock", "--no-check", "--no-remote", "--no-npm"];
    const output = await new Deno.Command(Deno.execPath(), {
      args: ["test", ...flags, ...bodies.keys().map(nameOf)],
      cwd: folder,
      env: { NO_COLOR: "1" },
    }).output();
    const decoder = new TextDecoder();
    return {
      success: output.success,
      report: decoder.decode(output.stdout) + decoder.decode(output.stderr),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function nameOf(index: number): string {
  return `fixture_${index}_test.js`;
}

function read(report: string): Pick<Run, "events" | "results"> {
  return {
    events: Array.from(report.matchAll(/^event: (.*)$/gm), ([, event]) => event ?? ""),
    results: Object.fromEntries(
      Array.from(
        report.matchAll(/^ *(\S.*?) \.\.\. (ok|ignored|FAILED)\b/gm),
        ([, name, result]) => [name, result],
      ),
    ),
  };
}

/** The parts of a report, file by file: what was printed as it ran, and the errors of all files. */
function sectionsOf(report: string, count: number): { ran: string; errors: string }[] {
  const [ran, errors = ""] = report.split(/^ ERRORS $/m);
  const sections = Array.from({ length: count }, () => ({ ran: "", errors }));
  let file = 0;
  for (const line of ran!.split("\n")) {
    const name = /^(?:running \d+ tests?|Uncaught error) from \.\/fixture_(\d+)_test\.js/.exec(
      line,
    );
    if (name) file = Number(name[1]);
    sections[file]!.ran += `${line}\n`;
  }
  return sections;
}
