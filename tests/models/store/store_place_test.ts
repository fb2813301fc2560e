import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  DEFAULT_STORE,
  DISK,
  OLD_STORE,
  prepareStorePlace,
} from "../../../models/store/store_place.ts";

/** A disk with these files, and the folders that were made on it. */
function diskWith(...files: string[]) {
  const folders: string[] = [];
  return {
    folders,
    isFile: (path: string) => files.includes(path),
    makeFolder: (path: string) => void folders.push(path),
  };
}

describe("prepareStorePlace()", () => {
  it("makes the folder of the default store", () => {
    for (const disk of [diskWith(), diskWith(DEFAULT_STORE)]) {
      assertEquals(prepareStorePlace(DEFAULT_STORE, disk), undefined);
      assertEquals(disk.folders, ["data"]);
    }
  });

  it("refuses to begin anew beside a store of an earlier release, and says how to move it", () => {
    const disk = diskWith(OLD_STORE);
    const { message } = assertThrows(() => prepareStorePlace(DEFAULT_STORE, disk), Error);
    assertStringIncludes(message, "There is a store of an earlier release, rote.db");
    assertStringIncludes(message, "mkdir -p data && mv rote.db* data/");
    assertEquals(disk.folders, []);
  });

  it("names an old store that is not used any more", () => {
    const advice = prepareStorePlace(DEFAULT_STORE, diskWith(OLD_STORE, DEFAULT_STORE));
    assertStringIncludes(advice!, "rote.db in this folder");
  });

  it("makes no folder that an operator named, and looks nowhere else then", () => {
    const disk = diskWith(OLD_STORE);
    assertEquals(prepareStorePlace("/mnt/store/rote.db", disk), undefined);
    assertEquals(prepareStorePlace(OLD_STORE, disk), undefined);
    assertEquals(disk.folders, []);
  });

  it("looks at the real disk: a folder is no file, and what is below a file is not there", async () => {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/file`, "");
      assertEquals(DISK.isFile(`${folder}/file`), true);
      for (const path of [folder, `${folder}/none`, `${folder}/file/below`]) {
        assertEquals(DISK.isFile(path), false, path);
      }
      DISK.makeFolder(`${folder}/data`);
      DISK.makeFolder(`${folder}/data`);
      assertEquals((await Deno.stat(`${folder}/data`)).isDirectory, true);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
});
