/**
 * The soak's clients, each a process of its own, so that they do not slow what they measure more than
 * clients do.
 *
 * @module
 */

import { pathOf } from "../../paths.ts";
import type { Attendance, CrowdPlan } from "./crowd.ts";
import { type Outcome, type Plan, SENT } from "./outcome.ts";

/**
 * Runs the client.
 *
 * @param onSent called when it has sent the last request, while answers may still be to come
 */
export async function runSoakClient(plan: Plan, onSent = () => {}): Promise<Outcome> {
  const file = await Deno.makeTempFile({ dir: plan.folder, prefix: "plan-" });
  await Deno.writeTextFile(file, JSON.stringify(plan));
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-net=127.0.0.1", "--allow-read", pathOf("soak/clients/client.ts"), file],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let outcome: Outcome | undefined;
  for await (const line of linesOf(child)) {
    if (line === SENT) onSent();
    else outcome = JSON.parse(line);
  }
  if (!outcome || !(await child.status).success) throw new Error("The client of the soak failed");
  return outcome;
}

/** Clients that only hold connections. */
export interface Crowd {
  /** Ends them and says how many held out. */
  leave(): Promise<Attendance>;
}

/** Starts a crowd and waits until it is complete. */
export async function startCrowd(plan: CrowdPlan): Promise<Crowd> {
  const crowd = await startUntilEnded("soak/clients/crowd.ts", [JSON.stringify(plan)]);
  return { leave: async () => JSON.parse(await crowd.end()) };
}

/** A process that goes on until it is ended. */
export interface EndlessProcess extends AsyncDisposable {
  /** Ends it. Returns its last line: what came of it. */
  end(): Promise<string>;
}

/**
 * Starts a script named from the folder `bench/` that goes on until its input ends, and waits until it
 * says that it is ready.
 */
export async function startUntilEnded(
  script: string,
  args: readonly string[],
): Promise<EndlessProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    // All of them: Deno lets nobody else look at other processes.
    args: ["run", "--allow-all", pathOf(script), ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = linesOf(child);
  const next = async () => {
    const { value } = await lines.next();
    if (value === undefined) throw new Error(`${script} failed`);
    return value;
  };
  await next();
  return {
    async end() {
      await child.stdin.close();
      const line = await next();
      await child.status;
      return line;
    },
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended as it should.
      }
      await child.status;
      await lines.return();
    },
  };
}

/** The lines that a process prints. */
async function* linesOf(child: Deno.ChildProcess): AsyncGenerator<string, void> {
  let rest = "";
  for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
}
