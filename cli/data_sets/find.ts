/**
 * Where data sets are looked for. A folder that somebody names is taken at their word; the usual
 * places count only where a set is complete.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { about, InputError } from "../failure.ts";
import { PUBLIC_SETS, type PublicSetName } from "./public_sets.ts";
import { findSetFile, plainName } from "./set_file.ts";

/**
 * Finds the folder of a data set: the first folder NAME, in the places, that has all its files, each
 * gzipped or not.
 *
 * @param given the only place to look in, if somebody named one
 * @param places where to look otherwise; {@linkcode usualPlaces} by default
 * @returns the folder with the set's name; nothing if the set is in none of the places
 * @throws {InputError} naming the file that is missing in `given`
 */
export async function findDataFolder(
  name: PublicSetName,
  given?: string,
  places?: readonly string[],
): Promise<string | undefined> {
  if (given !== undefined) {
    const folder = `${given}/${name}`;
    const missing = await findMissing(name, folder);
    if (missing === undefined) return folder;
    throw new InputError(
      `${folder}/${missing} is not there, gzipped (.gz) or not; rote fetch ${name} --to ${folder} ` +
        `gets what is missing`,
    );
  }
  for (const place of places ?? usualPlaces()) {
    const folder = `${place}/${name}`;
    if (await findMissing(name, folder) === undefined) return folder;
  }
  return undefined;
}

/**
 * Where data sets usually are: the folder that the variable ROTE_DATA names, `shared/data` beside the
 * project, and `data` in the project, which `rote fetch` fills.
 */
export function usualPlaces(variable = Deno.env.get("ROTE_DATA")): string[] {
  const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  return [
    ...(variable ? [variable] : []),
    fromHere("../../../shared/data"),
    fromHere("../../data"),
  ];
}

/** The name of the first file of a set that is not in a folder; nothing if all are. */
async function findMissing(name: PublicSetName, folder: string): Promise<string | undefined> {
  for (const file of PUBLIC_SETS[name].files) {
    const path = await about(folder, () => findSetFile(folder, file.name));
    if (path === undefined) return plainName(file.name);
  }
  return undefined;
}
