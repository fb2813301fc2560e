import { assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeNetwork } from "../../../../../lib/kinds/network/decode.ts";
import { assertSameNetwork } from "../../../assertions.ts";
import { writeFaults } from "../../../blob/abuse.ts";
import { soundDraft, writeDraft } from "./draft.ts";

describe("decodeNetwork()", () => {
  it("reads every number of the sound blob", () => {
    const draft = soundDraft();
    const network = decodeNetwork(writeDraft(draft));
    assertEquals(network.features, 6);
    for (const [index, layer] of network.layers.entries()) {
      const { width, arity, wires, tables } = draft.layers[index]!;
      assertEquals([layer.width, layer.arity], [width, arity]);
      assertEquals([...layer.wires], wires.flat());
      const bits = [...layer.tables].map((byte) => byte.toString(2).padStart(2 ** arity, "0"));
      assertEquals(bits.map((text) => [...text].reverse().join("")), tables);
    }
    assertEquals([...network.margins], draft.margins);
    assertEquals(network.metadata, { seed: "1", width: "5" });
  });

  it("reads a view into a larger buffer, and keeps nothing of it", () => {
    const sound = writeDraft(soundDraft());
    const larger = new Uint8Array(sound.length + 20).fill(0xff);
    larger.set(sound, 7);
    const network = decodeNetwork(larger.subarray(7, 7 + sound.length));
    assertSameNetwork(network, decodeNetwork(sound));
    larger.fill(0xaa);
    assertSameNetwork(network, decodeNetwork(sound));
    assertNotEquals(network.margins.buffer, larger.buffer);
  });

  it("takes a margin of 10,000, the longest text and 64 layers", () => {
    const chain = { width: 1, arity: 1, reserved: [0, 0, 0], wires: [[0]], tables: ["10"] };
    const padding = { wirePadding: 0, tablePadding: 0 };
    const keys = Array.from({ length: 64 }, (_, at) => String(at + 10).padStart(64, "k"));
    const network = decodeNetwork(writeFaults((draft) => {
      draft.features = 1;
      draft.layers = Array.from({ length: 64 }, () => ({ ...chain, ...padding, wireBits: 0 }));
      draft.margins = [10_000, 10_000];
      draft.classes = ["a".repeat(256), "b".repeat(256)];
      draft.metadata = keys.map((key) => [key, "v".repeat(1024)]);
    }));
    assertEquals([network.layers.length, Object.keys(network.metadata).length], [64, 64]);
    assertEquals([...network.margins], [10_000, 10_000]);
  });
});
