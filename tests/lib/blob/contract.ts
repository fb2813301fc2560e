/**
 * What holds of the blobs of every head of `docs/blob-format.md`: they give back what they were made
 * of, each rung of the ladder refuses its abuse file and everything else that it is there for, the
 * earlier rung speaks first, and damage is refused or harmless. A second reader, which knows the
 * document alone, says the same of every blob.
 *
 * @module
 */
import { assert, assertEquals, assertGreater, assertLessOrEqual } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeModel, encodeModel } from "../../../lib/any_blob.ts";
import type { Model } from "../../../lib/any_model.ts";
import { decodeEncoded } from "../../../lib/encoders/decode_blob.ts";
import { type BlobErrorCode, RoteError } from "../../../lib/errors.ts";
import { KINDS } from "../../../lib/kinds/mod.ts";
import { crc32c } from "../../../lib/blob/crc32c.ts";
import { OFFSET } from "../../../lib/blob/layout.ts";
import { MAX_BLOB_BYTES } from "../../../lib/limits.ts";
import type { RandomStream } from "../../../lib/random.ts";
import { assertRefused, assertSameNumbers } from "../assertions.ts";
import { randomStream } from "../random_data.ts";
import type { Abuse, OtherFault } from "./abuse.ts";
import type { Frame } from "./draft.ts";
import { mutate } from "./mutations.ts";

/** What a head is held to. */
export interface BlobContract<M extends Model, Draft extends Frame> {
  /** Its number. */
  readonly head: number;
  /** @throws {RoteError} */
  decode(bytes: Uint8Array): M;
  /** What refuses a blob, by the document alone; nothing for a sound one. */
  refusalOf(bytes: Uint8Array): string | undefined;
  /** False for a blob of which the second reader does not know enough; it knows all if not given. */
  isKnown?(bytes: Uint8Array): boolean;
  readonly abuse: Abuse<Draft>;
  /** How the section of the document begins that has the ladder, and the rungs that it names. */
  readonly section: string;
  readonly rungs: readonly string[];
  /** Ways into the rungs beyond the abuse files. */
  readonly faults: readonly OtherFault<Draft>[];
  /** Models of all sorts, by what they are. */
  readonly models: Readonly<Record<string, M>>;
  /** What a blob keeps of a model; all of it if not given. */
  kept?(model: M): M;
  assertSame(actual: M, expected: M, what?: string): void;
  /** Classes at most; not given if a model inside has them. */
  readonly mostClasses?: number;
  /** A model whose blob has tens of kilobytes. */
  readonly large: M;
  /** Damage by chance, and what it must come to. */
  readonly damage: Damage;
  /** Bytes of all arrays of a model; at most 16 for each byte of its blob. */
  bytesOf?(model: M): number;
}

/** Damage to small blobs. */
export interface Damage {
  readonly seed: number;
  readonly times: number;
  readonly blobs: readonly Uint8Array[];
  /** What is done besides. */
  more?(bytes: Uint8Array<ArrayBuffer>, random: RandomStream): Uint8Array<ArrayBuffer>;
  /** Each rung refuses more than so many, but for those that damage does not get to. */
  readonly refused: number;
  readonly unreached?: readonly BlobErrorCode[];
  /** Where there are blobs inside: rungs of theirs that must refuse some, too. */
  readonly inside?: readonly BlobErrorCode[];
  /** More than so many are sound after all. */
  readonly accepted: number;
}

/** Tests that a head holds its contract. */
export function keepsBlobContract<M extends Model, Draft extends Frame>(
  contract: BlobContract<M, Draft>,
): void {
  describe(`the blobs of head ${contract.head}`, () => testBlobs(contract));
  describe(`the ladder of head ${contract.head}`, () => testLadder(contract));
  describe(`damaged blobs of head ${contract.head}`, () => testDamage(contract));
}

function testBlobs<M extends Model, Draft extends Frame>(
  contract: BlobContract<M, Draft>,
): void {
  const { head, decode, refusalOf, abuse, models, kept = (model) => model, assertSame } = contract;

  for (const [what, model] of Object.entries(models)) {
    it(`give back ${what}`, () => {
      const blob = encodeModel(model);
      assertEquals(blob[OFFSET.head], head);
      const decoded = decode(blob);
      assertSame(decoded, kept(model));
      assertSame(decodeModel(blob) as M, decoded);
      assertSameNumbers(encodeModel(decoded), blob);
      if (contract.isKnown?.(blob) ?? true) assertEquals(refusalOf(blob), undefined);
    });
  }

  it("say what the document says", () => {
    const sound = abuse.write();
    assertEquals(refusalOf(sound), undefined);
    assertSameNumbers(encodeModel(decode(sound)), sound);
  });

  it("are read from the middle of a buffer, and share no memory with what is read", () => {
    for (const blob of [abuse.write(), ...Object.values(models).map(encodeModel)]) {
      const larger = new Uint8Array(blob.length + 20).fill(255);
      larger.set(blob, 7);
      const model = decode(larger.subarray(7, 7 + blob.length));
      larger.fill(170);
      assertSameNumbers(encodeModel(model), blob);
    }
  });

  it("are refused by the readers of all other heads", () => {
    const blob = abuse.write();
    const others = Object.values(KINDS).filter((kind) => kind.head !== head);
    const readers = [...others.map((kind) => kind.decode), ...(head === 4 ? [] : [decodeEncoded])];
    assertEquals(readers.length, 4);
    for (const read of readers) assertRefused("blob_unknown_head", () => read(blob));
  });

  it("hold no text that the document does not let in, and no class too many", () => {
    if (contract.mostClasses === undefined) return;
    const [model] = Object.values(models) as [M];
    const encode = (more: Partial<Pick<M, "classes" | "metadata">>) => () =>
      encodeModel({ ...model, ...more });
    const classes = Array.from({ length: contract.mostClasses + 1 }, (_, index) => `${index}`);
    assertRefused("class_name_not_legal", encode({ classes: model.classes.map(() => "same") }));
    assertRefused("metadata_not_legal", encode({ metadata: { "": "x" } }));
    assertRefused("metadata_not_legal", encode({ metadata: { a: "x".repeat(1025) } }));
    assertRefused("labels_too_many_classes", encode({ classes }));
  });

  it("are whole", () => {
    const blob = encodeModel(contract.large);
    assert(blob.length > 20_000 && blob.length < 100_000, `${blob.length} bytes`);
    assertSameNumbers(encodeModel(decode(blob)), blob);
    for (let length = 0; length < blob.length; length += 997) {
      const code = length < 28 ? "blob_too_short" : "blob_length_mismatch";
      assertRefused(code, () => decode(blob.subarray(0, length)));
    }
    const random = randomStream(20);
    const seen = new Set<string>();
    for (let flip = 0; flip < 2000; flip++) {
      const at = random.below(blob.length);
      const bit = 1 << random.below(8);
      blob[at]! ^= bit;
      seen.add(codeOf(() => decode(blob)) ?? `byte ${at} does not matter`);
      blob[at]! ^= bit;
    }
    assert(seen.has("blob_bad_checksum"));
    assertEquals([...seen].filter((code) => !code.startsWith("blob_")), []);
  });
}

function testLadder<M extends Model, Draft extends Frame>(
  { decode, refusalOf, abuse, section, rungs, faults, isKnown = () => true }: BlobContract<
    M,
    Draft
  >,
): void {
  const refused = (code: BlobErrorCode, bytes: Uint8Array) => {
    assertRefused(code, () => decode(bytes));
    if (isKnown(bytes)) assertEquals(refusalOf(bytes), code);
  };

  it("is the one in the document, rung by rung", () => {
    const document = Deno.readTextFileSync(
      new URL("../../../docs/blob-format.md", import.meta.url),
    );
    const text = document.split(/^## /m).find((text) => text.startsWith(section))!;
    assertEquals(Array.from(text.matchAll(/^\| `(blob_\w+)` /gm), ([, code]) => code!), [...rungs]);
  });

  for (const [index, rung] of abuse.rungs.entries()) {
    const [code, fault] = rung;
    const file = abuse.file(rung);
    it(`refuses ${file.pathname.split("/").at(-1)} with ${code}, before later faults`, () => {
      const bytes = Deno.readFileSync(file);
      assertSameNumbers(abuse.write(fault), bytes, "bytes of the recipe");
      refused(code, bytes);
      assertRefused(code, () => decodeModel(bytes));
      if (code !== "blob_bad_checksum" && code !== "blob_too_short") {
        const declared = new DataView(bytes.buffer).getUint32(bytes.length - 4, true);
        assertEquals(declared, crc32c(bytes.subarray(0, -4)));
      }
      for (const [, later] of abuse.rungs.slice(index + 1)) {
        refused(code, abuse.write(later, fault));
      }
    });
  }

  for (const [code, what, fault] of faults) {
    it(`refuses ${what} with ${code}`, () => refused(code, abuse.write(fault)));
  }

  it("refuses one byte above 256 MiB, before the length and the head and after the flags", () => {
    const sealed = (length: number) => {
      // Untouched pages of zeros take no memory, and nothing behind the header is read.
      const bytes = new Uint8Array(length);
      bytes.set(abuse.write().subarray(0, 24));
      new DataView(bytes.buffer).setUint32(8, length, true);
      return bytes;
    };
    const bytes = sealed(MAX_BLOB_BYTES + 1);
    refused("blob_too_large", bytes);
    bytes[8]! ^= 1;
    bytes[OFFSET.head] = 9;
    refused("blob_too_large", bytes);
    bytes[6] = 1;
    refused("blob_unknown_flags", bytes);
    const most = sealed(MAX_BLOB_BYTES);
    // Layers beyond the limit, or a reserved byte.
    most[OFFSET.layers] = 255;
    const code = codeOf(() => decode(most));
    assert(code === "blob_limit_exceeded" || code === "blob_reserved_not_zero", code);
  });
}

function testDamage<M extends Model, Draft extends Frame>(
  { decode, refusalOf, abuse, damage, bytesOf, isKnown = () => true }: BlobContract<M, Draft>,
): void {
  it("are refused with the document's code, or encode to the same bytes", () => {
    const random = randomStream(damage.seed);
    const seen = new Map<string, number>();
    for (let time = 0; time < damage.times; time++) {
      let bytes = mutate(damage.blobs, random);
      if (damage.more) bytes = damage.more(bytes, random);
      let model: M | undefined;
      const code = codeOf(() => model = decode(bytes));
      if (isKnown(bytes)) assertEquals(code, refusalOf(bytes), `damage ${time}`);
      seen.set(code ?? "accepted", (seen.get(code ?? "accepted") ?? 0) + 1);
      if (!model) continue;
      assertSameNumbers(encodeModel(model), bytes, `bytes of damage ${time}`);
      if (bytesOf) assertLessOrEqual(bytesOf(model), 16 * bytes.length);
    }
    // The test means something only if it gets to every rung, and through.
    const counts = JSON.stringify(Object.fromEntries(seen));
    for (const code of [...abuse.codes, ...damage.inside ?? []]) {
      if (damage.unreached?.includes(code)) continue;
      assertGreater(seen.get(code) ?? 0, damage.refused, `${code} in ${counts}`);
    }
    assertGreater(seen.get("accepted") ?? 0, damage.accepted, counts);
    if (damage.inside) return;
    const known = ["accepted", ...abuse.codes];
    assertEquals(Array.from(seen.keys()).filter((code) => !known.includes(code)), []);
  });
}

/** The code that a blob is refused with; nothing if it is not. Anything else is thrown on. */
function codeOf(decode: () => unknown): string | undefined {
  try {
    decode();
    return undefined;
  } catch (error) {
    if (error instanceof RoteError && error.code.startsWith("blob_")) return error.code;
    throw error;
  }
}
