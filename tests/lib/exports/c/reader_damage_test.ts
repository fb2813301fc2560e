/**
 * Damaged and forged blobs by the ten thousand: the C reader comes to the verdict of `decodeNetwork` on
 * each, and touches no byte outside.
 *
 * @module
 */
import { assertEquals, assertGreater } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { encodeNetwork } from "../../../../lib/kinds/network/encode.ts";
import { FAULTS, writeFaults } from "../../blob/abuse.ts";
import type { Draft } from "../../kinds/network/blob/draft.ts";
import { mutate, seal, smallBlobs } from "../../blob/mutations.ts";
import { randomNetwork, randomStream } from "../../random_data.ts";
import { needing } from "../tools.ts";
import { ReaderProgram } from "./reader_program.ts";

const { reason, ignore } = needing("gcc");
const MUTATIONS = 20_000;

describe(`the reader of the target c on damaged blobs${reason}`, { ignore }, () => {
  let reader: ReaderProgram;
  beforeAll(async () => {
    reader = await ReaderProgram.build("network");
  });
  afterAll(() => reader.remove());

  it("comes to the same verdict on mutations of small blobs", async () => {
    const random = randomStream(4);
    const blobs = smallBlobs();
    const seen = await reader.assertSameVerdicts(
      Array.from({ length: MUTATIONS }, () => ({ blob: mutate(blobs, random) })),
    );
    const counts = JSON.stringify(Object.fromEntries(seen));
    for (const [code] of FAULTS) assertGreater(seen.get(code) ?? 0, 5, `${code} in ${counts}`);
    assertGreater(seen.get("ok") ?? 0, 1_000, counts);
  });

  it("refuses small blobs that are cut short at any length, made good or not", async () => {
    const cut = smallBlobs().flatMap((blob) =>
      Array.from({ length: blob.length }, (_, length) => blob.slice(0, length))
    );
    const trials = [...cut, ...cut.map((blob) => seal(blob.slice()))].map((blob) => ({ blob }));
    assertEquals((await reader.assertSameVerdicts(trials)).has("ok"), false);
  });

  it("comes to the same verdict for every value of every byte of the header", async () => {
    const sound = writeFaults();
    const trials = Array.from({ length: 48 * 256 }, (_, index) => {
      const blob = sound.slice();
      blob[index >> 8] = index & 255;
      return { blob: seal(blob) };
    });
    assertGreater((await reader.assertSameVerdicts(trials)).size, 7);
  });

  it("comes to the same verdict at the bounds of the header", async () => {
    const layersOf = (width: number, count: number) => (draft: Draft) => {
      const layer = { width, arity: 1, reserved: [0, 0, 0], wireBits: 1, wires: [], tables: [] };
      draft.layers = Array.from({ length: count }, (_, index) => {
        return { ...layer, width: index === 0 ? width : 65_536, wirePadding: 0, tablePadding: 0 };
      });
    };
    const textLength = new DataView(writeFaults().buffer).getUint32(20, true);
    const faults: ((draft: Draft) => void)[] = [
      ...[0, 1, 65_536, 65_537].map((features) => (draft: Draft) => draft.features = features),
      ...[70_406, 70_407].map((length) => (draft: Draft) =>
        draft.extraTextLength = length - textLength
      ),
      ...[65_536, 65_537].map((width) => layersOf(width, 1)),
      layersOf(65_536, 16),
      layersOf(1, 17),
      layersOf(1, 64),
      layersOf(1, 65),
    ];
    const trials = faults.map((fault) => ({ blob: writeFaults(fault) }));
    const seen = await reader.assertSameVerdicts(trials);
    assertEquals(seen.get("blob_limit_exceeded"), 7);
  });

  it("comes to the same verdict on names of all sorts of bytes", async () => {
    const leads = [0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee];
    leads.push(0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff);
    const seconds = [0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0];
    const others = [0x7f, 0x80, 0xbf, 0xc0];
    const names = [leads.map((lead) => [lead])];
    for (const next of [seconds, others, others]) {
      names.push(names.at(-1)!.flatMap((name) => next.map((byte) => [...name, byte])));
    }
    const trials = names.flat().map((name) => ({
      blob: writeFaults((draft) => draft.classes[1] = name),
    }));
    const seen = await reader.assertSameVerdicts(trials);
    assertGreater(seen.get("ok") ?? 0, 100);
    assertGreater(seen.get("blob_bad_text") ?? 0, 2_000);
  });

  it("comes to the same verdict at the bounds of the text section", async () => {
    const entries = (count: number): [string, string][] =>
      Array.from({ length: count }, (_, index) => [String(100 + index), ""]);
    const faults: ((draft: Draft) => void)[] = [
      ...[0, 1, 256, 257].map((length) => (draft: Draft) => draft.classes[0] = "n".repeat(length)),
      ...[0, 1, 64, 65].map((length) => (draft: Draft) =>
        draft.metadata = [["k".repeat(length), "v"]]
      ),
      ...[0, 1_024, 1_025].map((length) => (draft: Draft) =>
        draft.metadata = [["k", "v".repeat(length)]]
      ),
      ...[0, 64, 65].map((count) => (draft: Draft) => draft.metadata = entries(count)),
      ...[-1, 1, 2].map((extra) => (draft: Draft) => draft.extraEntries = extra),
      ...[["a", "ab"], ["ab", "a"], ["a", "a"], ["b", "ab"], ["z", "\u00e4"]].map(
        ([a, b]) => (draft: Draft) => draft.metadata = [[a!, ""], [b!, ""]],
      ),
      (draft) => draft.classes = ["same", "same"],
      (draft) => draft.classes = ["same", "same "],
      (draft) => draft.metadata = [["k", [0xc3]]],
      (draft) => draft.metadata = [[[0x80], "v"]],
      // The second byte of a letter that the key starts is the length of the value.
      (draft) => draft.metadata = [[[0xc3], "v".repeat(0xa9)]],
      (draft) => draft.textTail = [0],
    ];
    const trials = faults.map((fault) => ({ blob: writeFaults(fault) }));
    const seen = await reader.assertSameVerdicts(trials);
    assertEquals(Array.from(seen).sort(), [["blob_bad_text", 17], ["ok", 11]]);
  });

  it("comes to the same verdict on a large blob with a bit flipped", async () => {
    const layers = [300, 100, 1].map((width) => ({ width, arity: 9 }));
    const blob = encodeNetwork(randomNetwork(6, { features: 784, layers }));
    const random = randomStream(5);
    const trials = Array.from({ length: 400 }, (_, index) => {
      const damaged = blob.slice();
      damaged[random.below(blob.length)]! ^= 1 << random.below(8);
      return { blob: index % 2 === 0 ? seal(damaged) : damaged };
    });
    assertGreater((await reader.assertSameVerdicts(trials)).size, 2);
  });
});
