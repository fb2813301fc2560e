/**
 * Runs a small test file with a real `deno test` in a folder of its own, and reads the report.
 * `log(text)` in the file becomes an event.
 *
 * @module
 */

const BDD = new URL("../../compat/std-testing/bdd.ts", import.meta.url).href;

/** What a run of a fixture showed. */
export interface Run {
  /** Whether the process ended with exit code 0. */
  success: boolean;
  /** What the fixture logged, in order. */
  events: string[];
  /** Name of a test, step or suite to `ok`, `ignored` or `FAILED`. */
  results: Record<string, string>;
  /** All output, for messages. */
  report: string;
}

/** Runs `body`, JavaScript with `bdd.ts` imported, in a `deno test` without network, npm and settings. */
export async function runFixture(body: string): Promise<Run> {
  const folder = await Deno.makeTempDir();
  try {
    const names = "afterAll, afterEach, beforeAll, beforeEach, describe, it, test";
    const lines = [
      `import { ${names} } from ${JSON.stringify(BDD)};`,
      `const log = (event) => console.log("event: " + event);`,
      body,
    ];
    await Deno.writeTextFile(`${folder}/fixture_test.js`, lines.join("\n"));
    const flags = ["--no-config", "--no-lock", "--no-check", "--no-remote", "--no-npm"];
    const output = await new Deno.Command(Deno.execPath(), {
      args: ["test", ...flags, "fixture_test.js"],
      cwd: folder,
      env: { NO_COLOR: "1" },
    }).output();
    const decoder = new TextDecoder();
    const report = decoder.decode(output.stdout) + decoder.decode(output.stderr);
    return {
      success: output.success,
      events: [...report.matchAll(/^event: (.*)$/gm)].map(([, event]) => event ?? ""),
      results: Object.fromEntries(
        [...report.matchAll(/^ *(\S.*?) \.\.\. (ok|ignored|FAILED)\b/gm)]
          .map(([, name, result]) => [name, result]),
      ),
      report,
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
