/**
 * Where data sets are looked for, with files of no content.
 *
 * @module
 */

import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { findDataFolder, usualPlaces } from "../../../cli/data_sets/find.ts";
import { PUBLIC_SETS } from "../../../cli/data_sets/public_sets.ts";
import { InputError } from "../../../cli/failure.ts";

const MNIST = PUBLIC_SETS.mnist.files.map(({ name }) => name);

describe("findDataFolder()", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await Deno.makeTempDir();
    await put("half/mnist", MNIST.slice(0, 3));
    await put("packed/mnist", MNIST);
    await put("plain/mnist", MNIST.map((name) => name.replace(".gz", "")));
  });
  afterEach(() => Deno.remove(folder, { recursive: true }));

  async function put(where: string, names: string[]): Promise<void> {
    await Deno.mkdir(`${folder}/${where}`, { recursive: true });
    for (const name of names) await Deno.writeTextFile(`${folder}/${where}/${name}`, "");
  }
  const find = (...places: string[]) =>
    findDataFolder("mnist", undefined, places.map((place) => `${folder}/${place}`));

  it("takes the first place that has all files, gzipped or not", async () => {
    assertEquals(await find("nowhere", "half", "plain", "packed"), `${folder}/plain/mnist`);
    assertEquals(await find("packed", "plain"), `${folder}/packed/mnist`);
  });

  it("finds nothing where every place lacks a file", async () => {
    assertEquals(await find("nowhere", "half"), undefined);
    assertEquals(await findDataFolder("cifar10", undefined, [`${folder}/plain`]), undefined);
  });

  it("takes the folder that was named, and looks nowhere else", async () => {
    const places = [`${folder}/plain`];
    const given = `${folder}/packed`;
    assertEquals(await findDataFolder("mnist", given, places), `${given}/mnist`);
    const half = await assertRejects(
      () => findDataFolder("mnist", `${folder}/half`, places),
      InputError,
    );
    assertMatch(half.message, /half\/mnist\/t10k-labels-idx1-ubyte is not there/);
    const none = await assertRejects(
      () => findDataFolder("cifar10", `${folder}/packed`, places),
      InputError,
    );
    assertMatch(none.message, /packed\/cifar10\/data_batch_1\.bin is not there/);
  });
});

describe("usualPlaces()", () => {
  it("puts ROTE_DATA first, then shared/data beside the project, then its own data", () => {
    const [first, shared, own, ...rest] = usualPlaces("/from/rote-data");
    assertEquals([first, rest], ["/from/rote-data", []]);
    assertMatch(shared!, /\/shared\/data$/);
    assertEquals(own, new URL("../../../data", import.meta.url).pathname);
    assertEquals(usualPlaces(""), [shared, own]);
  });
});
