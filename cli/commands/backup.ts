/**
 * `rote backup`: a copy of a service's store, taken while the service runs.
 *
 * @module
 */

import type { Command } from "commander";
import { backUpStore } from "../../models/store/backup.ts";
import { about, InputError, UsageError } from "../failure.ts";
import { printable, writeOut } from "../terminal.ts";
import { checkOut, makeWholeFile } from "../whole_file.ts";

const EXAMPLE = `
Example: a copy a day, while the service runs
  $ rote backup data/rote.db backups/rote-$(date +%F).db

The copy is the store of one moment: whatever the service had acknowledged before is in it. It takes
its name only after it was checked. To restore it, stop the service, put the copy in the place of
its store and remove what lies beside it with -wal and -shm at the end of its name.`;

/** Adds `rote backup`. */
export function addBackup(program: Command): void {
  program.command("backup")
    .description("Copy the store of a service, which may be running.")
    .argument("<store>", "SQLite file of the service (ROTE_STORE)")
    .argument("<file>", "where the copy goes")
    .option("--force", "replace the copy that is there")
    .addHelpText("after", EXAMPLE)
    .action(back);
}

async function back(store: string, file: string, { force = false }: { force?: boolean }) {
  const path = await about(store, async () => {
    if ((await Deno.stat(store)).isDirectory) throw new InputError("It is a folder");
    return await Deno.realPath(store);
  });
  await about(file, () => checkOut(file, force));
  await about(file, () => checkUnused(file, path));
  const { contents, bytes } = await about(store, () =>
    makeWholeFile(file, async (temporary) => {
      const contents = await backUpStore(path, temporary);
      return { contents, bytes: (await Deno.stat(temporary)).size };
    }));
  const { models, versions, schemaVersion } = contents;
  writeOut(
    `Copied ${printable(store)} to ${printable(file)}: ${models} model${models === 1 ? "" : "s"} ` +
      `in ${versions} version${versions === 1 ? "" : "s"}, ${bytes} bytes, ` +
      `schema ${schemaVersion}; checked\n`,
  );
}

/** Refuses to replace a store that somebody has open: a log for it would spoil the copy. */
async function checkUnused(file: string, store: string): Promise<void> {
  if (await exists(file) && await Deno.realPath(file) === store) {
    throw new UsageError(`${file} is the store itself`);
  }
  for (const companion of ["-wal", "-journal"]) {
    if (!await exists(file + companion)) continue;
    throw new InputError(
      `${file}${companion} lies beside it: it is a store in use, or what is left of one`,
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
