/**
 * Seeded damage to small blobs: flipped bits, overwritten, lost and inserted bytes, splices of two
 * blobs, forged header fields. Half of the time length and checksum are made good afterwards, so that
 * the damage gets past the rungs that look for accidents.
 *
 * @module
 */
import { crc32c } from "../../../lib/blob/crc32c.ts";
import { encodeNetwork } from "../../../lib/kinds/network/encode.ts";
import type { Network } from "../../../lib/kinds/network/model.ts";
import type { RandomStream } from "../../../lib/random.ts";
import { trainBlob } from "../../../lib/methods/network.ts";
import { randomData, randomNetwork } from "../random_data.ts";
import { soundDraft, writeDraft } from "../kinds/network/blob/draft.ts";

/** Small sound blobs of all sorts. */
export function smallBlobs(): Uint8Array<ArrayBuffer>[] {
  const network = { hiddenLayers: 2, width: 8, arity: 3 };
  const chain = [1, 1, 1].map((width) => ({ width, arity: 1 }));
  return [
    writeDraft(soundDraft()),
    trainBlob(randomData(1, { rows: 40, features: 11 }), { network, seed: 1 }).blob,
    encodeNetwork(randomNetwork(2, { features: 8, layers: [{ width: 1, arity: 6 }] })),
    encodeNetwork(randomNetwork(3, { features: 3, layers: chain })),
    encodeNetwork(tree()),
    encodeNetwork(
      randomNetwork(4, { features: 1, layers: [{ width: 1, arity: 1 }] }, {
        classes: ["ä", "🜁"],
        metadata: { k: "v", long: "~".repeat(90), "ключ": "" },
      }),
    ),
  ];
}

/** A network whose every LUT is read once, so that another wire leaves one unread. */
function tree(): Network {
  const layers = [{ width: 8, arity: 1 }, { width: 4, arity: 2 }, { width: 1, arity: 4 }];
  const network = randomNetwork(5, { features: 8, layers });
  for (const { wires } of network.layers) wires.forEach((_, at) => wires[at] = at);
  return network;
}

type Mutation = (bytes: number[], random: RandomStream, other: Uint8Array) => void;

const MUTATIONS: Mutation[] = [
  flipBits,
  flipLateBit,
  setBytes,
  truncate,
  insert,
  splice,
  forgeHeader,
  forgeLayer,
];

/** Damages one of the blobs. */
export function mutate(
  blobs: readonly Uint8Array[],
  random: RandomStream,
): Uint8Array<ArrayBuffer> {
  const bytes = [...blobs[random.below(blobs.length)]!];
  const other = blobs[random.below(blobs.length)]!;
  const mutation = MUTATIONS[random.below(MUTATIONS.length)]!;
  mutation(bytes, random, other);
  const damaged = Uint8Array.from(bytes);
  return random.below(2) ? seal(damaged) : damaged;
}

/** Makes the declared length and the checksum good. */
export function seal(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes.length < 16) return bytes;
  const view = new DataView(bytes.buffer);
  view.setUint32(8, bytes.length, true);
  view.setUint32(bytes.length - 4, crc32c(bytes.subarray(0, -4)), true);
  return bytes;
}

function flipBits(bytes: number[], random: RandomStream): void {
  for (let flips = 1 + random.below(4); flips > 0; flips--) {
    bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
  }
}

/** Flips one bit of the second half, where wires, tables and margins are. */
function flipLateBit(bytes: number[], random: RandomStream): void {
  bytes[bytes.length - 1 - random.below(bytes.length >> 1)]! ^= 1 << random.below(8);
}

function setBytes(bytes: number[], random: RandomStream): void {
  for (let count = 1 + random.below(4), at = random.below(bytes.length); count > 0; count--, at++) {
    if (at < bytes.length) bytes[at] = [0, 1, 127, 255, random.below(256)][random.below(5)]!;
  }
}

function truncate(bytes: number[], random: RandomStream): void {
  bytes.length = random.below(bytes.length);
}

function insert(bytes: number[], random: RandomStream): void {
  const added = Array.from({ length: 1 + random.below(9) }, () => random.below(256));
  bytes.splice(random.below(bytes.length + 1), 0, ...added);
}

/** Replaces a stretch by one of another blob, as long a one or not. */
function splice(bytes: number[], random: RandomStream, other: Uint8Array): void {
  const length = random.below(40);
  const from = random.below(other.length);
  const replaced = random.below(2) ? length : random.below(40);
  bytes.splice(random.below(bytes.length), replaced, ...other.subarray(from, from + length));
}

/** Gives a field of the header another value: magic, version, flags, ..., length of the text. */
function forgeHeader(bytes: number[], random: RandomStream): void {
  const [at, size] = [
    ...[[0, 4], [4, 2], [6, 2], [8, 4], [12, 4], [16, 1], [17, 1], [18, 2], [20, 4]],
  ][random.below(9)]! as [number, number];
  forge(bytes, random, at, size);
}

/** Gives a field of the layer table another value: width, arity or the reserved bytes. */
function forgeLayer(bytes: number[], random: RandomStream): void {
  const [offset, size] = [[0, 4], [4, 1], [5, 3]][random.below(3)]! as [number, number];
  forge(bytes, random, 24 + 8 * random.below(Math.max(1, bytes[17]!)) + offset, size);
}

function forge(bytes: number[], random: RandomStream, at: number, size: number): void {
  let value = 0;
  for (let byte = 0; byte < size; byte++) value += bytes[at + byte]! * 256 ** byte;
  const near = value + random.below(9) - 4;
  const likely = [near, near, near, 0, 1, 65_536, 65_537, 256 ** size - 1, random.word()];
  const forged = Math.max(0, likely[random.below(likely.length)]!) % 256 ** size;
  for (let byte = 0; byte < size; byte++) bytes[at + byte] = Math.floor(forged / 256 ** byte) % 256;
}
