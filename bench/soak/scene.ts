/**
 * What the soak needs beyond the scene of all measurements over HTTP: a body to train on that is
 * small enough for a few trainings a second.
 *
 * @module
 */

import { selectData } from "../../lib/mod.ts";
import type { Digits } from "../digits.ts";
import { type Scene, setScene, trainingBody } from "../http/scene.ts";

/** Rows of a training. */
const ROWS = 500;

/** Sets the scene in an empty folder, with a service of its own. */
export async function setSoakScene(
  folder: string,
  digits: Digits,
  variables: Readonly<Record<string, string>>,
): Promise<Scene> {
  const first = selectData(digits.training, Uint32Array.from({ length: ROWS }, (_, row) => row));
  await Deno.writeFile(`${folder}/training.bits`, trainingBody(first));
  return await setScene(folder, digits, variables);
}
