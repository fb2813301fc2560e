import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { InputError } from "../../../cli/failure.ts";
import { gunzip } from "../../../cli/formats/peek.ts";
import { bytesOf, gzip, streamOf } from "../bytes.ts";

/** Bytes behind one another. */
function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** What is in gzip that arrives in chunks of a size. */
async function content(bytes: Uint8Array, size: number): Promise<string> {
  return new TextDecoder().decode(await bytesOf(await gunzip(streamOf(bytes, size))));
}

describe("gunzip()", () => {
  it("gives what is in all members, empty ones too, and passes over zeros behind them", async () => {
    const members = fc.array(fc.oneof(fc.constant(""), fc.string()), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(members, fc.nat(600), fc.integer({ min: 1, max: 99 }), async (
        texts,
        zeros,
        size,
      ) => {
        const packed = joined(...await Promise.all(texts.map(gzip)), new Uint8Array(zeros));
        assertEquals(await content(packed, size), texts.join(""));
      }),
    );
  });

  it("refuses whatever else stands behind a member, also behind zeros, however it arrives", async () => {
    const member = await gzip("hello");
    const garbage = [
      Uint8Array.of(1),
      Uint8Array.of(0x1f),
      new TextEncoder().encode("more"),
      // Cut short, and one that zeros part from the first.
      member.subarray(0, -1),
      joined(new Uint8Array(1), member),
      joined(new Uint8Array(40), member, new Uint8Array(40)),
      joined(new Uint8Array(600), Uint8Array.of(7)),
    ];
    for (const behind of garbage) {
      for (let size = 1; size < 100; size++) {
        await assertRejects(() => content(joined(member, behind), size), InputError, "broken");
      }
    }
  });

  it("lets go of what it reads when nobody wants the rest", async () => {
    let isLeft = false;
    const packed = await gzip(crypto.getRandomValues(new Uint8Array(60_000)));
    const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => controller.enqueue(packed),
      cancel: () => void (isLeft = true),
    });
    const reader = (await gunzip(source)).getReader();
    await reader.read();
    await reader.cancel();
    assertEquals(isLeft, true);
  });
});
