/**
 * A hundred thousand damaged blobs: each is refused with a code, or is a sound blob after all.
 *
 * @module
 */
import { assert, assertEquals, assertGreater, assertLessOrEqual } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeNetwork } from "../../../lib/kinds/network/decode.ts";
import { encodeNetwork } from "../../../lib/kinds/network/encode.ts";
import { RoteError } from "../../../lib/errors.ts";
import type { Network } from "../../../lib/kinds/network/model.ts";
import { assertSameNumbers } from "../assertions.ts";
import { randomNetwork, randomStream } from "../random_data.ts";
import { FAULTS } from "./abuse.ts";
import { mutate, smallBlobs } from "./mutations.ts";
import { refusalOf } from "../kinds/network/blob/second_ladder.ts";

const MUTATIONS = 100_000;
const SEED = 18;

/** Decodes; gives the network or the code of the refusal, and throws anything else on. */
function tryDecode(bytes: Uint8Array): Network | string {
  try {
    return decodeNetwork(bytes);
  } catch (error) {
    if (error instanceof RoteError && error.code.startsWith("blob_")) return error.code;
    throw error;
  }
}

/** Bytes of all arrays of a network. */
function bytesOf({ layers, margins }: Network): number {
  return layers.reduce(
    (sum, { wires, tables }) => sum + wires.byteLength + tables.byteLength,
    margins.byteLength,
  );
}

describe("decodeNetwork() on damaged blobs", () => {
  it("refuses with a code, or returns a network that encodes to the same bytes", () => {
    const random = randomStream(SEED);
    const blobs = smallBlobs();
    const seen = new Map<string, number>();
    for (let mutation = 0; mutation < MUTATIONS; mutation++) {
      const bytes = mutate(blobs, random);
      const outcome = tryDecode(bytes);
      const code = typeof outcome === "string" ? outcome : undefined;
      assertEquals(code, refusalOf(bytes), `mutation ${mutation}`);
      seen.set(code ?? "accepted", (seen.get(code ?? "accepted") ?? 0) + 1);
      if (typeof outcome === "string") continue;
      assertSameNumbers(encodeNetwork(outcome), bytes, `bytes of mutation ${mutation}`);
      assertLessOrEqual(bytesOf(outcome), 16 * bytes.length);
    }
    // The test means something only if it gets to every rung, and through.
    const counts = JSON.stringify(Object.fromEntries(seen));
    for (const [code] of FAULTS) assertGreater(seen.get(code) ?? 0, 30, `${code} in ${counts}`);
    assertGreater(seen.get("accepted") ?? 0, 5000, counts);
    assertEquals(seen.size, FAULTS.length + 1, counts);
  });
});

describe("decodeNetwork() on a blob of tens of kilobytes", () => {
  const layers = [512, 512, 512, 1].map((width) => ({ width, arity: 9 }));
  const blob = encodeNetwork(randomNetwork(19, { features: 784, layers }));

  it("takes it whole", () => {
    assert(blob.length > 20_000 && blob.length < 100_000, `${blob.length}`);
    assertSameNumbers(encodeNetwork(decodeNetwork(blob)), blob);
  });

  it("refuses it cut short anywhere", () => {
    for (let length = 0; length < blob.length; length += 997) {
      const outcome = tryDecode(blob.subarray(0, length));
      assertEquals(outcome, length < 28 ? "blob_too_short" : "blob_length_mismatch");
    }
  });

  it("refuses it with any bit flipped", () => {
    const random = randomStream(20);
    const seen = new Set<Network | string>();
    for (let flip = 0; flip < 2000; flip++) {
      const at = random.below(blob.length);
      const bit = 1 << random.below(8);
      blob[at]! ^= bit;
      const outcome = tryDecode(blob);
      assertEquals(typeof outcome, "string", `byte ${at}`);
      seen.add(outcome);
      blob[at]! ^= bit;
    }
    assert(seen.has("blob_bad_checksum"));
  });
});
