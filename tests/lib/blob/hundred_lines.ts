/**
 * A second decoder, written from `docs/blob-format.md` alone, in a hundred lines and slowly. It shares
 * nothing with the library: that both agree shows that the document says enough. It takes a blob that
 * is sound; `second_reader.ts` and the ladders of the kinds tell which are not.
 *
 * @module
 */

/** A LUT: its wires, and the bits of its truth table in address order. */
export interface Lut {
  readonly wires: number[];
  readonly table: number[];
}

/** A decoded blob. */
export interface Decoded {
  readonly features: number;
  readonly classes: string[];
  readonly metadata: [key: string, value: string][];
  readonly layers: Lut[][];
  readonly margins: number[];
}

/** Decodes a blob. */
export function decode(bytes: Uint8Array): Decoded {
  const u16 = (at: number) => bytes[at]! + 256 * bytes[at + 1]!;
  const u32 = (at: number) => u16(at) + 65_536 * u16(at + 2);
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  const isKnown = magic === "ROTE" && u16(4) === 1 && u16(6) === 0 && bytes[16] === 0;
  if (!isKnown) throw new Error("Not a blob of a kind that this decoder knows");
  if (u32(8) !== bytes.length || u32(bytes.length - 4) !== crc32c(bytes.subarray(0, -4))) {
    throw new Error("The blob is cut short or damaged");
  }
  const features = u32(12);
  const layerCount = bytes[17]!;
  let at = 24 + 8 * layerCount;
  const number = () => u16((at += 2) - 2);
  const string = () => {
    const length = number();
    const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return utf8.decode(bytes.subarray(at, at += length));
  };
  const classes = Array.from({ length: u16(18) }, string);
  const entry = (): [string, string] => [string(), string()];
  const metadata = Array.from({ length: number() }, entry);

  /** Reads lists of integers of some bits and goes on to the next whole byte. */
  const lists = (count: number, length: number, bits: number): number[][] => {
    let bit = at * 8;
    const integer = () => {
      let value = 0;
      for (let i = 0; i < bits; i++, bit++) value += ((bytes[bit >> 3]! >> (bit & 7)) & 1) << i;
      return value;
    };
    const read = Array.from({ length: count }, () => Array.from({ length }, integer));
    at = Math.ceil(bit / 8);
    return read;
  };
  let below = features;
  const layers = Array.from({ length: layerCount }, (_, layer): Lut[] => {
    const width = u32(24 + 8 * layer);
    const arity = bytes[28 + 8 * layer]!;
    const wires = lists(width, arity, Math.ceil(Math.log2(below)));
    const tables = lists(width, 2 ** arity, 1);
    below = width;
    return wires.map((own, lut) => ({ wires: own, table: tables[lut]! }));
  });
  const margins = layers.at(-1)![0]!.table.map(number);
  return { features, classes, metadata, layers, margins };
}

/** Predicts a row of bits: the index of its class, and the score of each class. */
export function predict(blob: Decoded, row: number[]): { label: number; scores: number[] } {
  let bits = row;
  let address = 0;
  for (const layer of blob.layers) {
    const outputs: number[] = [];
    for (const { wires, table } of layer) {
      address = wires.reduce((sum, wire, j) => sum + bits[wire]! * 2 ** j, 0);
      outputs.push(table[address]!);
    }
    bits = outputs;
  }
  const label = bits[0]!;
  const scores = [1, 1].map((_, index) => {
    const margin = blob.margins[address]!;
    return (10_000 + (index === label ? margin : -margin)) / 20_000;
  });
  return { label, scores };
}

/** CRC-32C, one bit at a time. */
export function crc32c(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}
