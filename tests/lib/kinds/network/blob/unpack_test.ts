import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeNetwork } from "../../../../../lib/kinds/network/decode.ts";
import { encodeNetwork } from "../../../../../lib/kinds/network/encode.ts";
import { unpackNetwork } from "../../../../../lib/kinds/network/unpack.ts";
import { assertSameNetwork } from "../../../assertions.ts";
import { canonicalCase, randomCases } from "../../../exports/cases.ts";
import { randomNetwork } from "../../../random_data.ts";

/** Asserts that `unpackNetwork` reads what `decodeNetwork` does. */
function assertUnpacked(blob: Uint8Array): void {
  const decoded = decodeNetwork(blob);
  const { classes, metadata } = decoded;
  assertSameNetwork({ ...unpackNetwork(blob, classes), metadata }, decoded);
}

describe("unpackNetwork()", () => {
  it("reads what decodeNetwork() reads: the paper's network", async () => {
    assertUnpacked((await canonicalCase()).blob);
  });

  it("reads what decodeNetwork() reads: fifty random networks", async () => {
    for (const { blob } of await randomCases()) assertUnpacked(blob);
  });

  it("reads what decodeNetwork() reads: the golden blobs", async () => {
    const folder = new URL("../../../../golden/v1/", import.meta.url);
    let blobs = 0;
    for await (const { name } of Deno.readDir(folder)) {
      if (!name.endsWith(".rote")) continue;
      assertUnpacked(await Deno.readFile(new URL(name, folder)));
      blobs++;
    }
    assertEquals(blobs > 0, true);
  });

  it("reads layers of width one, whose wires take no bits", () => {
    const layers = [{ width: 1, arity: 3 }, { width: 1, arity: 1 }, { width: 1, arity: 1 }];
    assertUnpacked(encodeNetwork(randomNetwork(5, { features: 65_536, layers })));
    assertUnpacked(encodeNetwork(randomNetwork(6, { features: 1, layers: layers.slice(1) })));
  });

  it("reads a blob in the middle of a buffer", async () => {
    const { blob } = (await randomCases())[2]!;
    const around = new Uint8Array(blob.length + 7).fill(255);
    around.set(blob, 3);
    assertUnpacked(around.subarray(3, 3 + blob.length));
  });
});
