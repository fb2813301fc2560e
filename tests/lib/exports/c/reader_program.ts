/**
 * The C reader as a program under the sanitizers that takes any number of blobs, and the comparison
 * of what it says with the library's decoder and predictions.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { BitMatrix } from "../../../../lib/rows/bit_matrix.ts";
import { decodeNetwork } from "../../../../lib/kinds/network/decode.ts";
import { decodeBoosted } from "../../../../lib/kinds/boosted/decode.ts";
import { RoteError } from "../../../../lib/errors.ts";
import {
  BOOSTED_C,
  BOOSTED_H,
  READER_C,
  READER_H,
} from "../../../../lib/exports/c/reader/embedded.ts";
import { labelModel, type Model } from "../../../../lib/any_model.ts";
import { assertSameNumbers } from "../../assertions.ts";
import { mixedRows } from "../cases.ts";
import { type ProgramResult, runOk } from "../tools.ts";
import { ByteReader, joined } from "./byte_reader.ts";
import { build, driver } from "./compiler.ts";
import { numbersOf } from "./numbers.ts";

/** A blob for the reader. */
export interface Trial {
  readonly blob: Uint8Array;
  /** What to ask about if the blob is sound; some rows otherwise. */
  readonly rows?: BitMatrix;
}

const FORMAT = new URL("../../../../docs/blob-format.md", import.meta.url);

/** The codes of the ladders that the readers climb, those of head 0 and then of head 3. */
export const RUNGS: readonly string[] = Array.from(
  new Set(
    Deno.readTextFileSync(FORMAT).split(/^## (?=Head )/m)
      .filter((section) => !/^Head [124]/.test(section))
      .flatMap((section) => Array.from(section.matchAll(/^\| `(blob_\w+)` /gm)))
      .map(([, code]) => code!),
  ),
);

/** The names of the readers' statuses in the order of their numbers. */
export const STATUSES: readonly string[] = ["ok", ...RUNGS];

/** The readers: their files, what adapts the program to them, and the decoder that they agree with. */
const READERS = {
  network: {
    files: { "rote_reader.c": READER_C, "rote_reader.h": READER_H },
    ...{ adapter: "read_network.h", decode: decodeNetwork },
  },
  boosted: {
    files: { "rote_boosted.c": BOOSTED_C, "rote_boosted.h": BOOSTED_H },
    ...{ adapter: "read_boosted.h", decode: decodeBoosted },
  },
} as const;

/** The compiled reader. */
export class ReaderProgram {
  /** Where its sources are. */
  readonly folder: string;
  /** What they are called. */
  readonly files: readonly string[];
  readonly #decode: (blob: Uint8Array) => Model;

  private constructor(folder: string, kind: keyof typeof READERS) {
    this.folder = folder;
    this.files = Object.keys(READERS[kind].files);
    this.#decode = READERS[kind].decode;
  }

  /** Compiles the reader of a kind of models. */
  static async build(kind: keyof typeof READERS): Promise<ReaderProgram> {
    const folder = await Deno.makeTempDir();
    const { files, adapter } = READERS[kind];
    for (const [name, text] of Object.entries(files)) {
      Deno.writeTextFileSync(`${folder}/${name}`, text);
    }
    Deno.copyFileSync(driver(adapter), `${folder}/reader_under_test.h`);
    const program = new ReaderProgram(folder, kind);
    await build(folder, [program.files[0]!, driver("read_all.c")]);
    return program;
  }

  /** Removes all files. */
  remove(): Promise<void> {
    return Deno.remove(this.folder, { recursive: true });
  }

  /**
   * Gives blobs to the program. Each gets the verdict of the decoder, and each sound one gives the
   * library's answers.
   *
   * @returns how often each verdict came up
   */
  async assertSameVerdicts(trials: readonly Trial[]): Promise<Map<string, number>> {
    const expected = trials.map(({ blob, rows }) => {
      const verdict = this.#verdictOf(blob);
      if (typeof verdict === "string") return verdict;
      return { network: verdict, rows: rows ?? mixedRows(1, verdict.features, 9) };
    });
    const parts = expected.flatMap((verdict, index) => {
      const { blob } = trials[index]!;
      if (typeof verdict === "string") return [blob.length, blob.length, 0, blob];
      return [blob.length, blob.length, verdict.rows.rows, blob, verdict.rows.bytes];
    });
    const answers = new ByteReader((await this.run([trials.length, ...parts])).verdicts);
    const seen = new Map<string, number>();
    for (const [index, verdict] of expected.entries()) {
      const code = typeof verdict === "string" ? verdict : "ok";
      assertEquals(STATUSES[answers.take(1)[0]!], code, `blob ${index}`);
      seen.set(code, (seen.get(code) ?? 0) + 1);
      if (typeof verdict === "string") continue;
      const { network, rows } = verdict;
      for (const name of network.classes) assertEquals(answers.takeText(), name);
      assertSameNumbers(
        answers.take(rows.rows),
        labelModel(network, rows),
        `labels of blob ${index}`,
      );
      const numbers = numbersOf(network, rows);
      assertSameNumbers(answers.takeU16(numbers.length), numbers, `numbers of blob ${index}`);
    }
    assert(answers.isAtEnd);
    return seen;
  }

  /** Runs the program on what `read_all.c` tells of. */
  async run(
    blobs: readonly (Uint8Array | number)[],
  ): Promise<ProgramResult & { verdicts: Uint8Array<ArrayBuffer> }> {
    Deno.writeFileSync(`${this.folder}/blobs`, joined(blobs));
    const result = await runOk("./program", ["blobs", "verdicts"], { cwd: this.folder });
    return { ...result, verdicts: Deno.readFileSync(`${this.folder}/verdicts`) };
  }

  /** What the decoder says: a model or a code. */
  #verdictOf(blob: Uint8Array): Model | string {
    try {
      return this.#decode(blob);
    } catch (error) {
      if (error instanceof RoteError) return error.code;
      throw error;
    }
  }
}
