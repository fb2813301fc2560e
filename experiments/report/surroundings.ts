/**
 * What a reader needs to know about a run to repeat it: when, which commit, which machine.
 *
 * @module
 */

import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };

/** When and where a run was made. */
export interface Surroundings {
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly version: string;
  /** The commit, with a note if the sources differ from it; "unknown" without git. */
  readonly commit: string;
  readonly machine: {
    readonly system: string;
    readonly processor: string;
    readonly cores: number;
    readonly memoryGigabytes: number;
    readonly deno: string;
  };
}

/** Finds out. */
export async function lookAround(): Promise<Surroundings> {
  return {
    at: new Date().toISOString(),
    version: config.version,
    commit: await findCommit(),
    machine: {
      system: `${Deno.build.os} ${Deno.build.arch}`,
      processor: cpus()[0]?.model ?? "unknown",
      cores: navigator.hardwareConcurrency,
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      deno: Deno.version.deno,
    },
  };
}

async function findCommit(): Promise<string> {
  const commit = await git("rev-parse", "HEAD");
  if (!commit) return "unknown";
  return commit + (await git("status", "--porcelain") ? " with uncommitted changes" : "");
}

async function git(...args: string[]): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["-C", fileURLToPath(new URL("../../", import.meta.url)), ...args],
      stdin: "null",
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
