/**
 * Puts all that a user ships for a peer into a folder: its program, bundled for browsers and made small
 * as tools of this kind do by themselves, the files of its packages that the program reads, and the
 * model. Nothing else is needed to run it.
 *
 * @module
 */

import { pathOf } from "../../paths.ts";
import { withInstalled } from "../installed_size.ts";
import { makeUpNetwork } from "./dense.ts";
import type { EdgePeer } from "./peers.ts";

/** The name of each program in its folder. */
export const PROGRAM = "program.mjs";

/** What lies in the folder. */
export interface Shipped {
  /** Names of all files. */
  readonly files: readonly string[];
  /** Those of the model. */
  readonly model: readonly string[];
}

/** Fills a new folder. */
export async function ship(folder: string, peer: EdgePeer): Promise<Shipped> {
  await Deno.mkdir(folder);
  await bundle(pathOf(`peers/edge/programs/${peer.program}.ts`), `${folder}/${PROGRAM}`);
  const names = peer.beside.map((file) => file.slice(file.lastIndexOf("/") + 1));
  await withInstalled(peer.packages, async (packages) => {
    for (const [index, file] of peer.beside.entries()) {
      await Deno.copyFile(`${packages}/${file}`, `${folder}/${names[index]}`);
    }
  });
  const model = Object.entries(peer.model(makeUpNetwork()));
  for (const [name, bytes] of model) await Deno.writeFile(`${folder}/${name}`, bytes);
  const modelNames = model.map(([name]) => name);
  return { files: [PROGRAM, ...names, ...modelNames], model: modelNames };
}

async function bundle(source: string, out: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["bundle", "--quiet", "--config", pathOf("peers/deno.json")],
      ...["--platform", "browser", "--minify", "--output", out, source],
    ],
    stdin: "null",
    stdout: "null",
  }).output();
  if (!success) throw new Error(`Cannot bundle ${source}: ${new TextDecoder().decode(stderr)}`);
}
