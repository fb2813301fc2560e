/**
 * What is in the store after the load: the versions that jobs made, and the bytes of all versions
 * that were acknowledged.
 *
 * @module
 */

import type { Job } from "../../../models/job.ts";
import { versionOf } from "../../../models/names.ts";
import { placeOf } from "../judge.ts";
import type { Written } from "./outcome.ts";

/** Requests at the same time. */
const AT_ONCE = 4;
/** Seconds that jobs of the queue may take to end. */
const PATIENCE = 120;

/** Reads back everything that was acknowledged. */
export async function readBack(
  url: string,
  written: readonly Written[],
): Promise<{ jobs: Map<string, string>; hashes: Map<string, string> }> {
  const jobs = new Map<string, string>();
  await eachOf(new Set(written.flatMap(({ job }) => job ?? [])), async (id) => {
    const job = await finishedJob(url, id);
    if (job?.status === "succeeded") jobs.set(id, job.version!);
  });
  const places = new Map(written.flatMap(({ model, version, job }) => {
    const wanted = version ?? jobs.get(job!);
    return wanted ? [[placeOf(model, wanted), { model, wanted }]] : [];
  }));
  const hashes = new Map<string, string>();
  await eachOf(places, async ([place, { model, wanted }]) => {
    const response = await fetch(`${url}/v1/models/${model}/blob?version=${wanted}`);
    const bytes = await response.bytes();
    if (response.ok) hashes.set(place, await versionOf(bytes));
  });
  return { jobs, hashes };
}

/** A job, once it is finished; nothing if there is none, or it takes too long. */
async function finishedJob(url: string, id: string): Promise<Job | undefined> {
  for (let second = 0; second < PATIENCE; second++) {
    const response = await fetch(`${url}/v1/jobs/${id}`);
    const job: Job = await response.json();
    if (!response.ok) return undefined;
    if (job.status !== "queued" && job.status !== "running") return job;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  return undefined;
}

/** Does something with each of some things, a few at the same time. */
async function eachOf<T>(things: Iterable<T>, work: (thing: T) => Promise<void>): Promise<void> {
  const rest = things[Symbol.iterator]();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value);
  }));
}
