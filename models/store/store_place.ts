/**
 * Where the store is unless `ROTE_STORE` says: in a folder of its own, which is all that the process
 * may write. Earlier releases had it beside the code; such a one is never passed over in silence.
 *
 * @module
 */

/** The file. */
export const DEFAULT_STORE = "data/rote.db";
/** Where earlier releases had it. */
export const OLD_STORE = "rote.db";

/** What is asked of the disk. */
export interface Disk {
  /** Tells whether there is a file of this name. */
  isFile(path: string): boolean;
  /** Makes a folder, if there is none. */
  makeFolder(path: string): void;
}

/**
 * Makes the folder of the default store. A folder that an operator names is not made: a disk that is
 * not mounted would go unnoticed.
 *
 * @returns what the operator should know, if there is something
 * @throws {Error} if the only store that is there is one of an earlier release
 */
export function prepareStorePlace(store: string, disk: Disk): string | undefined {
  if (store !== DEFAULT_STORE) return undefined;
  const isOld = disk.isFile(OLD_STORE);
  if (isOld && !disk.isFile(DEFAULT_STORE)) {
    throw new Error(
      `There is a store of an earlier release, ${OLD_STORE}, and none in ${DEFAULT_STORE}, where it ` +
        `belongs now. With nothing using it, move it and what is beside it: mkdir -p data && mv ` +
        `${OLD_STORE}* data/. To begin with an empty store, give ${OLD_STORE} another name`,
    );
  }
  disk.makeFolder("data");
  if (!isOld) return undefined;
  return `${OLD_STORE} in this folder is a store of an earlier release; it is not used, as there is ` +
    DEFAULT_STORE;
}

/** The real one. What may not be looked at counts as not there. */
export const DISK: Disk = {
  isFile(path) {
    try {
      return Deno.statSync(path).isFile;
    } catch (error) {
      const isOpen = !(error instanceof Deno.errors.NotFound) &&
        !(error instanceof Deno.errors.NotCapable) &&
        !(error instanceof Deno.errors.NotADirectory);
      if (isOpen) throw error;
      return false;
    }
  },
  makeFolder: (path) => Deno.mkdirSync(path, { recursive: true }),
};
