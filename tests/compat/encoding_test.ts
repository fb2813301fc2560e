/**
 * `@std/encoding` as linked: the vectors of RFC 4648 and the types that our code relies on.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as encoding from "@std/encoding";
import { decodeBase64, encodeBase64 } from "@std/encoding/base64";
import { decodeBase64Url, encodeBase64Url } from "@std/encoding/base64url";
import { decodeHex, encodeHex } from "@std/encoding/hex";
import { describe, it } from "@std/testing/bdd";

const BYTES = new Uint8Array([0, 0xfb, 0xef, 0xff]);

describe("@std/encoding", () => {
  it("base64, base64url and hex encode strings, views and buffers alike", () => {
    const padded = new Uint8Array([9, ...BYTES, 9]);
    for (const data of [BYTES, BYTES.slice().buffer, padded.subarray(1, 5)]) {
      assertEquals(encodeBase64(data), "APvv/w==");
      assertEquals(encodeBase64Url(data), "APvv_w");
      assertEquals(encodeHex(data), "00fbefff");
    }
    assertEquals(encodeBase64("foobar"), "Zm9vYmFy");
    assertEquals(encodeBase64Url("foobar"), "Zm9vYmFy");
    assertEquals(encodeHex("foobar"), "666f6f626172");
  });

  it("encoding leaves its input as it is", () => {
    const data = BYTES.slice();
    for (const encode of [encodeBase64, encodeBase64Url, encodeHex]) {
      encode(data);
      encode(data.buffer);
      assertEquals(data, BYTES);
    }
  });

  it("decoding gives back bytes in a buffer of their own", () => {
    const decoded: Uint8Array<ArrayBuffer>[] = [
      decodeBase64("APvv/w=="),
      decodeBase64Url("APvv_w"),
      decodeHex("00FBefff"),
    ];
    for (const bytes of decoded) {
      assertEquals(bytes, BYTES);
      assertEquals(bytes.buffer.byteLength, BYTES.length);
    }
  });

  it("decoding rejects characters and lengths that no encoder writes", () => {
    assertThrows(() => decodeBase64("AP$v"), TypeError);
    assertThrows(() => decodeBase64("A"), RangeError);
    assertThrows(() => decodeBase64Url("AP/v"), TypeError);
    assertThrows(() => decodeBase64Url("A"), RangeError);
    assertThrows(() => decodeHex("0g"), TypeError);
    assertThrows(() => decodeHex("0"), RangeError);
  });

  it("exports what its parts export", () => {
    const parts = {
      decodeBase64,
      decodeBase64Url,
      decodeHex,
      encodeBase64,
      encodeBase64Url,
      encodeHex,
    };
    assertEquals({ ...encoding }, parts);
  });
});
