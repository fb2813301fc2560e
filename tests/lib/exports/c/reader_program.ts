/**
 * The C reader as a program under the sanitizers that takes any number of blobs, and the comparison
 * of what it says with `decodeBlob` and the library's predictions.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { BitMatrix } from "../../../../lib/bit_matrix.ts";
import { decodeBlob } from "../../../../lib/blob/decode.ts";
import { RoteError } from "../../../../lib/errors.ts";
import { READER_C, READER_H } from "../../../../lib/exports/c/reader/embedded.ts";
import type { Network } from "../../../../lib/network.ts";
import { predictMargins } from "../../../../lib/predict_batch.ts";
import { assertSameNumbers } from "../../assertions.ts";
import { mixedRows } from "../cases.ts";
import { type ProgramResult, runOk } from "../tools.ts";
import { ByteReader, joined } from "./byte_reader.ts";
import { build, driver } from "./compiler.ts";

/** A blob for the reader. */
export interface Trial {
  readonly blob: Uint8Array;
  /** What to ask about if the blob is sound; some rows otherwise. */
  readonly rows?: BitMatrix;
}

const FORMAT = new URL("../../../../docs/blob-format.md", import.meta.url);

/** The codes of the document's ladder for head 0, in its order. */
export const RUNGS: readonly string[] = Array.from(
  Deno.readTextFileSync(FORMAT).split("\n## Head 3")[0]!.matchAll(/^\| `(blob_\w+)` /gm),
  ([, code]) => code!,
);

/** The names of the reader's statuses in the order of their numbers. */
export const STATUSES: readonly string[] = ["ok", ...RUNGS];

/** The compiled reader. */
export class ReaderProgram {
  /** Where its sources are: `rote_reader.c` and `.h`. */
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Compiles the reader. */
  static async build(): Promise<ReaderProgram> {
    const folder = await Deno.makeTempDir();
    Deno.writeTextFileSync(`${folder}/rote_reader.c`, READER_C);
    Deno.writeTextFileSync(`${folder}/rote_reader.h`, READER_H);
    await build(folder, ["rote_reader.c", driver("read_all.c")]);
    return new ReaderProgram(folder);
  }

  /** Removes all files. */
  remove(): Promise<void> {
    return Deno.remove(this.folder, { recursive: true });
  }

  /**
   * Gives blobs to the program. Each gets the verdict of `decodeBlob`, and each sound one gives the
   * library's answers.
   *
   * @returns how often each verdict came up
   */
  async assertSameVerdicts(trials: readonly Trial[]): Promise<Map<string, number>> {
    const expected = trials.map(({ blob, rows }) => {
      const verdict = verdictOf(blob);
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
      const { labels, margins } = predictMargins(network, rows);
      for (const name of network.classes) assertEquals(answers.takeText(), name);
      assertSameNumbers(answers.take(rows.rows), labels, `labels of blob ${index}`);
      assertSameNumbers(answers.takeU16(rows.rows), margins, `margins of blob ${index}`);
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
}

/** What `decodeBlob` says: a network or a code. */
function verdictOf(blob: Uint8Array): Network | string {
  try {
    return decodeBlob(blob);
  } catch (error) {
    if (error instanceof RoteError) return error.code;
    throw error;
  }
}
