/**
 * The images that experiments run on: the paper's data sets, found or fetched, or made-up ones that
 * need no data at all.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { fetchDataSet } from "../cli/data_sets/fetch.ts";
import { findDataFolder } from "../cli/data_sets/find.ts";
import { makeUpImages } from "../cli/data_sets/made_up.ts";
import { PUBLIC_SETS } from "../cli/data_sets/public_sets.ts";
import { about } from "../cli/failure.ts";
import { writeErr } from "../cli/terminal.ts";
import type { ImageSetName } from "./lab/task.ts";
import type { ImageSets } from "./lab/serve_trials.ts";

/** Images for a run. */
export interface FoundImages {
  readonly imageSets: ImageSets;
  /** False for made-up images. */
  readonly isReal: boolean;
}

/** Where `rote fetch` puts data sets. */
const FETCHED = fileURLToPath(new URL("../data", import.meta.url));

/**
 * Finds the images that are wanted, or fetches them from their public sources.
 *
 * @param given the only folder to look in, if somebody named one
 * @throws {InputError} if a set is incomplete in `given`; {FileError} if one cannot be fetched or read
 */
export async function findImages(
  names: readonly ImageSetName[],
  given?: string,
): Promise<FoundImages> {
  const folders = new Map<ImageSetName, string>();
  for (const name of names) {
    const folder = await findDataFolder(name, given) ?? `${FETCHED}/${name}`;
    if (!await findDataFolder(name, given)) await fetchDataSet(name, folder, { say: writeErr });
    folders.set(name, folder);
  }
  return { imageSets: await readSets(folders), isReal: true };
}

/** Made-up images of the same shapes, as many. */
export function makeImages(names: readonly ImageSetName[]): FoundImages {
  const sets = names.map((name) => [name, makeUpImages(MADE_UP[name])] as const);
  return { imageSets: Object.fromEntries(sets), isReal: false };
}

/** The images that are wanted if all of them are at hand; made-up ones otherwise. */
export async function findImagesAtHand(
  names: readonly ImageSetName[],
  given?: string,
): Promise<FoundImages> {
  const folders = new Map<ImageSetName, string>();
  for (const name of names) {
    const folder = await findDataFolder(name, given);
    if (folder !== undefined) folders.set(name, folder);
  }
  if (folders.size < names.length) return makeImages(names);
  return { imageSets: await readSets(folders), isReal: true };
}

const MADE_UP = {
  mnist: {
    name: "made-up digits",
    height: 28,
    width: 28,
    channels: 1,
    trainingRows: 60_000,
    testRows: 10_000,
    seed: 1,
  },
  cifar10: {
    name: "made-up colour images",
    height: 32,
    width: 32,
    channels: 3,
    trainingRows: 50_000,
    testRows: 10_000,
    seed: 2,
  },
};

async function readSets(folders: ReadonlyMap<ImageSetName, string>): Promise<ImageSets> {
  const sets = await Promise.all(
    Array.from(folders, async ([name, folder]) => {
      return [name, await about(folder, () => PUBLIC_SETS[name].read(folder))] as const;
    }),
  );
  return Object.fromEntries(sets);
}
