import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Slabs } from "../../../routes/http/slabs.ts";

describe("Slabs", () => {
  it("have all bytes in their order, however they come", () => {
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, at) => at * 7 + (at >> 8));
    for (const size of [1_000, 65_536, 131_072, 2_500_000, 3_000_000]) {
      const slabs = new Slabs();
      for (let at = 0; at < bytes.length; at += size) slabs.add(bytes.subarray(at, at + size));
      assertEquals(slabs.join(), bytes);
      assert(slabs.all.every(({ length }) => length > 0 && length <= 1_048_576));
    }
  });

  it("are none where nothing came", () => {
    assertEquals([new Slabs().all, new Slabs().join().length], [[], 0]);
  });

  it("hold no more than what came and one slab, whatever the pieces have to themselves", () => {
    const slabs = new Slabs();
    for (let i = 0; i < 2_000; i++) slabs.add(new Uint8Array(65_536).subarray(0, 100));
    const held = slabs.all.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
    assert(held <= 1_000_000, `${held}`);
  });

  it("make no more room than for what is promised, and trust no promise", () => {
    for (const promised of [0, 70_000, 150_000]) {
      const slabs = new Slabs(promised);
      for (let i = 0; i < promised; i += 10_000) slabs.add(new Uint8Array(10_000));
      const held = slabs.all.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
      assertEquals(held, promised);
      slabs.add(new Uint8Array(300_000));
      assertEquals(slabs.join().length, promised + 300_000);
    }
  });
});
