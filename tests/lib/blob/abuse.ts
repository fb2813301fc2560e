/**
 * Abuse files: for each rung of a ladder a blob that differs from a sound one by that fault alone. The
 * files in `abuse/` are what the recipes give; each kind has its own beside its other tests.
 *
 * @module
 */
import type { BlobErrorCode } from "../../../lib/errors.ts";
import type { Frame } from "./draft.ts";

/** A way to spoil a draft. Several can be put into one draft. */
export type Fault<Draft> = (draft: Draft) => void;

/** A rung: its code, a fault, and the name of its abuse file where that is not the code's. */
export type Rung<Draft> = readonly [code: BlobErrorCode, fault: Fault<Draft>, name?: string];

/** A fault beyond the abuse files. */
export type OtherFault<Draft> = readonly [code: BlobErrorCode, what: string, fault: Fault<Draft>];

/** The first rungs of every ladder. One has no file: a blob above 256 MiB. */
export const FRAME_FAULTS: readonly Rung<Frame>[] = [
  ["blob_too_short", (draft) => draft.keep = 27],
  ["blob_bad_magic", (draft) => draft.magic = "ROTF"],
  ["blob_unsupported_version", (draft) => draft.version = 2],
  ["blob_unknown_flags", (draft) => draft.flags = 1],
  ["blob_length_mismatch", (draft) => draft.extraLength = 1],
];

/** The rung of the checksum. */
export const BAD_CHECKSUM: Rung<Frame> = [
  "blob_bad_checksum",
  (draft) => draft.checksumFault = 1,
];

/** The abuse files of a ladder. */
export class Abuse<Draft> {
  /** What the names of its files begin with. */
  readonly ladder: string;
  /** Its rungs in their order. */
  readonly rungs: readonly Rung<Draft>[];
  readonly #sound: () => Draft;
  readonly #write: (draft: Draft) => Uint8Array<ArrayBuffer>;

  /** @param sound makes a sound draft, which `write` writes */
  constructor(
    ladder: string,
    rungs: readonly Rung<Draft>[],
    sound: () => Draft,
    write: (draft: Draft) => Uint8Array<ArrayBuffer>,
  ) {
    this.ladder = ladder;
    this.rungs = rungs;
    this.#sound = sound;
    this.#write = write;
  }

  /** The codes of its rungs. */
  get codes(): BlobErrorCode[] {
    return this.rungs.map(([code]) => code);
  }

  /** The bytes of a sound draft with some faults. */
  write(...faults: readonly Fault<Draft>[]): Uint8Array<ArrayBuffer> {
    const draft = this.#sound();
    for (const fault of faults) fault(draft);
    return this.#write(draft);
  }

  /** Where the file of a rung lies. */
  file([code, , name = code.replace("blob_", "")]: Rung<Draft>): URL {
    return new URL(`./abuse/${this.ladder}_${name}.rote`, import.meta.url);
  }

  /** Writes the files that are missing. */
  writeMissing(): void {
    const present = Array.from(Deno.readDirSync(new URL("./abuse/", import.meta.url)));
    for (const rung of this.rungs) {
      const file = this.file(rung);
      if (present.some(({ name }) => file.pathname.endsWith(`/${name}`))) continue;
      Deno.writeFileSync(file, this.write(rung[1]), { createNew: true });
    }
  }
}
