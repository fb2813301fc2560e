/**
 * The C reader answers as the library does, and refuses each fault with the code that `decodeNetwork` has
 * for it.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { packIntegers, unpackIntegers } from "../../../../lib/blob/bit_stream.ts";
import { encodeNetwork } from "../../../../lib/kinds/network/encode.ts";
import { findSections, OFFSET } from "../../../../lib/blob/layout.ts";
import { MAX_BLOB_BYTES } from "../../../../lib/limits.ts";
import { abuseFile, FAULTS, writeFaults } from "../../blob/abuse.ts";
import { seal } from "../../blob/mutations.ts";
import { canonicalCase, randomCases } from "../cases.ts";
import { needing, runOk } from "../tools.ts";
import { STRICT } from "./compiler.ts";
import { edgeCases, wideNetwork } from "./edge_cases.ts";
import { ReaderProgram, RUNGS, STATUSES } from "./reader_program.ts";

const { reason, ignore } = needing("gcc");

describe(`the reader of the target c${reason}`, { ignore }, () => {
  let reader: ReaderProgram;
  beforeAll(async () => {
    reader = await ReaderProgram.build("network");
  });
  afterAll(() => reader.remove());

  it("gives the library's labels and margins", async () => {
    const cases = [await canonicalCase(), ...await randomCases(), ...await edgeCases()];
    assertEquals(Array.from(await reader.assertSameVerdicts(cases)), [["ok", cases.length]]);
  });

  it("refuses each abuse file with its own code", async () => {
    const files = FAULTS.map(([code]) => ({ blob: Deno.readFileSync(abuseFile(code)) }));
    assertEquals(
      Array.from(await reader.assertSameVerdicts(files)),
      FAULTS.map(([code]): [string, number] => [code, 1]),
    );
  });

  it("refuses one byte above 256 MiB, after the flags and before the length", async () => {
    const blob = writeFaults().subarray(0, 28);
    const large = (flags: number, length: number) => {
      const own = blob.slice();
      own[6] = flags;
      return [own.length, length, 0, own];
    };
    const { verdicts } = await reader.run([
      ...[3, ...large(0, MAX_BLOB_BYTES + 1)],
      ...large(1, MAX_BLOB_BYTES + 1),
      ...large(0, MAX_BLOB_BYTES),
    ]);
    assertEquals(Array.from(verdicts, (status) => STATUSES[status]), [
      "blob_too_large",
      "blob_unknown_flags",
      "blob_length_mismatch",
    ]);
  });

  it("lets the earlier rung speak where two faults meet", async () => {
    const pairs = FAULTS.flatMap(([, fault], index) =>
      FAULTS.slice(index + 1).map(([, later]) => ({ blob: writeFaults(later, fault) }))
    );
    assertEquals((await reader.assertSameVerdicts(pairs)).size, FAULTS.length - 1);
  });

  it("finds a dead LUT wherever it is in a layer of 20,000", async () => {
    const network = wideNetwork();
    const sound = encodeNetwork(network);
    const textLength = new DataView(sound.buffer).getUint32(OFFSET.textLength, true);
    const { wiresAt, wireBits } = findSections(network.features, network.layers, textLength)
      .layers[1]!;
    const wires = new Uint16Array(20_000);
    unpackIntegers(wires, sound, wiresAt, wireBits);
    const trials = [0, 8_191, 8_192, 8_193, 16_383, 16_384, 19_999].map((wire) => {
      const blob = sound.slice();
      // The wire of another LUT is read twice, and what this one read is not read at all.
      const changed = wires.slice();
      changed[wire] = wire < 8 ? wire + 8 : wire - 8;
      packIntegers(blob, wiresAt, changed, wireBits);
      return { blob: seal(blob) };
    });
    const seen = await reader.assertSameVerdicts(trials);
    assertEquals(Array.from(seen), [["blob_dead_lut", trials.length]]);
  });

  it("calls its statuses what the document calls the rungs", async () => {
    const { stdout } = await reader.run([0]);
    assertEquals(stdout.trim().split("\n"), ["unknown", ...STATUSES, "unknown"]);
    const header = Deno.readTextFileSync(`${reader.folder}/rote_reader.h`);
    const constants = Array.from(header.matchAll(/ROTE_(BLOB_\w+) = (\d+)/g), ([, name, value]) => {
      return [name!.toLowerCase(), Number(value)];
    });
    assertEquals(constants, RUNGS.map((code, index) => [code, index + 1]));
  });

  it("needs no symbol from elsewhere and includes nothing but <stdint.h>", async () => {
    const cwd = reader.folder;
    for (const level of ["-O0", "-O2", "-Os"]) {
      const options = [...STRICT, level, "-c", "rote_reader.c", "-o", "alone.o"];
      await runOk("gcc", options, { cwd });
      const { stdout } = await runOk("nm", ["-u", "alone.o"], { cwd });
      assertEquals(stdout.replaceAll(/^ *U mem(cpy|set)\n/gm, ""), "");
    }
    const includes = ["rote_reader.c", "rote_reader.h"].flatMap((name) =>
      Array.from(
        Deno.readTextFileSync(`${cwd}/${name}`).matchAll(/^ *# *include (.*)$/gm),
        ([, what]) => what!,
      )
    );
    assertEquals(includes, ['"rote_reader.h"', "<stdint.h>"]);
  });
});
