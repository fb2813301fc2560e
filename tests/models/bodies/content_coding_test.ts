import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import zlib from "node:zlib";
import { RoteError } from "../../../lib/mod.ts";
import {
  ACCEPT_ENCODING,
  type Bytes,
  decodeContent,
} from "../../../models/bodies/content_coding.ts";
import { assertRefused } from "../../lib/assertions.ts";

const MOST = 1_000_000;
const CODERS: Record<string, (data: Uint8Array) => Uint8Array> = {
  gzip: zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: zlib.brotliCompressSync,
  zstd: zlib.zstdCompressSync,
};
const coded = (coding: string, data: Uint8Array): Bytes => new Uint8Array(CODERS[coding]!(data));
const NAMES = Object.keys(CODERS);
const TEXT = new TextEncoder().encode(`{"rows": [${'"0110", '.repeat(50)}"1100"]}`);

/** A body that comes in pieces of these lengths, over and over. */
function inPieces(bytes: Uint8Array, lengths: readonly number[] = [bytes.length || 1]) {
  let at = 0;
  let pulls = 0;
  const stream = new ReadableStream<Bytes>({
    pull(controller) {
      const length = lengths[pulls++ % lengths.length]!;
      if (at >= bytes.length) return controller.close();
      controller.enqueue(Uint8Array.from(bytes.subarray(at, at + length)));
      at += length;
    },
  }, { highWaterMark: 0 });
  return { stream, pulls: () => pulls };
}

async function decoded(bytes: Uint8Array, header: string, lengths?: readonly number[]) {
  const stream = decodeContent(inPieces(bytes, lengths).stream, header, MOST);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe("decodeContent()", () => {
  it("leaves a body without a coding as it is", async () => {
    const { stream } = inPieces(TEXT);
    assertEquals(decodeContent(stream, null, 1), stream);
    assertEquals(decodeContent(stream, undefined, 1), stream);
    assertEquals(decodeContent(stream, " identity ", 1), stream);
    assertEquals(await new Response(stream).bytes(), TEXT);
  });

  it("tells what it reads", () => {
    assertEquals(ACCEPT_ENCODING, "gzip, deflate, br, zstd, identity");
  });

  it("gives back what was coded, whatever pieces it comes in", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NAMES),
        fc.oneof(fc.uint8Array({ maxLength: 500 }), fc.constant(new Uint8Array(300_000))),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
        async (coding, data, lengths) => {
          assertEquals(await decoded(coded(coding, data), coding, lengths), data);
        },
      ),
    );
  });

  it("reads the names of codings in any case, and gzip's old one", async () => {
    for (const header of ["GZip", "x-gzip", " , gzip,", "identity, gzip"]) {
      assertEquals(await decoded(coded("gzip", TEXT), header), TEXT);
    }
  });

  it("reads deflate without the header of zlib", async () => {
    for (const lengths of [[1], [TEXT.length]]) {
      assertEquals(await decoded(zlib.deflateRawSync(TEXT), "deflate", lengths), TEXT);
    }
  });

  it("undoes two codings from the last to the first", async () => {
    for (const first of NAMES) {
      const body = coded("br", coded(first, TEXT));
      assertEquals(await decoded(body, `${first}, br`), TEXT);
    }
  });

  it("reads all members of gzip, and all frames of zstd", async () => {
    for (const coding of ["gzip", "zstd"]) {
      const body = joined(coded(coding, TEXT), coded(coding, TEXT));
      for (const lengths of [[1], [7], [body.length]]) {
        assertEquals(await decoded(body, coding, lengths), joined(TEXT, TEXT));
      }
    }
  });

  it("passes over frames of zstd that hold no data", async () => {
    const empty = Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);
    const frame = coded("zstd", TEXT);
    assertEquals(await decoded(joined(empty, frame, empty), "zstd", [5]), TEXT);
  });

  it("refuses codings that it does not know, or too many, before it reads", () => {
    for (const header of ["lzma", "gzip, compress", "gzip, gzip, gzip"]) {
      const { stream, pulls } = inPieces(TEXT);
      const error = assertRefused(
        "content_coding_not_supported",
        () => decodeContent(stream, header, MOST),
      );
      if (header !== "gzip, gzip, gzip") assertStringIncludes(error.message, ACCEPT_ENCODING);
      assertEquals(pulls(), 0);
    }
  });

  it("refuses data that are cut short anywhere", async () => {
    const data = Uint8Array.from({ length: 90 }, (_, at) => at * at);
    for (const coding of NAMES) {
      const body = coded(coding, data);
      for (let length = 0; length < body.length; length++) {
        await assertUndecodable(body.subarray(0, length), coding, "cut short");
      }
    }
  });

  it("refuses whatever follows the data, in the same piece or another", async () => {
    for (const coding of NAMES) {
      const body = coded(coding, TEXT);
      for (const more of [[0], [0, 0, 0, 0, 0], [7, 8, 9, 10, 11]]) {
        const whole = joined(body, Uint8Array.from(more));
        for (const lengths of [[whole.length], [body.length, 1]]) {
          await assertUndecodable(whole, coding, "", lengths);
        }
      }
    }
  });

  it("gives no other bytes for damaged data where the coding has a checksum", async () => {
    for (const coding of ["gzip", "deflate"]) {
      const good = coded(coding, TEXT);
      for (let at = 0; at < good.length; at++) {
        for (const change of [1, 16, 255]) {
          const body = good.slice();
          body[at]! ^= change;
          const read = await decoded(body, coding).catch((error: RoteError) => error.code);
          // Some bits mean nothing.
          if (read !== "body_not_decodable") assertEquals(read, TEXT);
        }
      }
    }
  });

  it("stops as soon as the data become more than the bound", async () => {
    for (const coding of NAMES) {
      const body = coded(coding, new Uint8Array(64 << 20));
      const { stream, pulls } = inPieces(body, [512]);
      let bytes = 0;
      const error = await assertRejects(async () => {
        for await (const piece of decodeContent(stream, coding, MOST)) {
          assert(piece.length <= 65_536);
          bytes += piece.length;
        }
      }, RoteError);
      assertEquals(error.code, "body_too_large");
      assert(bytes <= MOST);
      assert(pulls() < 10, `${coding}: ${pulls()} pieces of the body were read`);
    }
  });

  it("bounds what is between two codings, too", async () => {
    const body = coded("gzip", coded("gzip", new Uint8Array(MOST * 1_500)));
    const stream = decodeContent(inPieces(body).stream, "gzip, gzip", MOST);
    const error = await assertRejects(() => new Response(stream).arrayBuffer(), RoteError);
    assertEquals(error.code, "body_too_large");
  });

  it("reads no more of a body than somebody takes", async () => {
    let state = 1;
    const data = Uint8Array.from(
      { length: 2_000_000 },
      () => (state = Math.imul(state, 1664525) + 1013904223) >>> 24,
    );
    for (const coding of NAMES) {
      const body = coded(coding, data);
      const { stream, pulls } = inPieces(body, [1_000]);
      const reader = decodeContent(stream, coding, 2 * MOST).getReader();
      assertEquals(pulls(), 0);
      await reader.read();
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve));
      const pieces = body.length / 1_000;
      assert(pulls() < pieces / 4, `${coding}: ${pulls()} of ${pieces}`);
      await reader.cancel();
    }
  });

  it("cancels the body when nobody wants the rest, begun or not", async () => {
    for (const reads of [0, 1]) {
      let cancelled = 0;
      const body = new ReadableStream<Bytes>({
        start: (controller) => controller.enqueue(coded("gzip", TEXT)),
        cancel: () => void cancelled++,
      });
      const reader = decodeContent(body, "gzip", MOST).getReader();
      if (reads === 1) await reader.read();
      await reader.cancel();
      assertEquals(cancelled, 1);
    }
  });

  it("fails with what the body fails with", async () => {
    const fault = new TypeError("connection reset");
    const body = new ReadableStream<Bytes>({
      start: (controller) => controller.enqueue(coded("gzip", TEXT).slice(0, 20)),
      pull: (controller) => controller.error(fault),
    }, { highWaterMark: 0 });
    const stream = decodeContent(body, "gzip", MOST);
    assertEquals(await assertRejects(() => new Response(stream).bytes()), fault);
  });

  it("lets other tasks run while it decodes much", async () => {
    for (const coding of NAMES) {
      let turns = 0;
      const timer = setInterval(() => turns++, 0);
      const stream = decodeContent(
        inPieces(coded(coding, new Uint8Array(32 << 20))).stream,
        coding,
        32 << 20,
      );
      for await (const _ of stream);
      clearInterval(timer);
      assert(turns >= 3, `${coding}: ${turns} turns`);
    }
  });
});

async function assertUndecodable(
  body: Uint8Array,
  coding: string,
  words: string,
  lengths?: readonly number[],
) {
  const error = await assertRejects(() => decoded(body, coding, lengths), RoteError);
  assertEquals(error.code, "body_not_decodable", `${coding} ${body.length}`);
  assertStringIncludes(error.message, words);
}
