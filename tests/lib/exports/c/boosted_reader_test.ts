/**
 * The C reader of boosted tables answers as the library does, and refuses what `decodeBoosted` refuses,
 * with its code: abuse files, two faults at once, bounds, and damaged blobs by the ten thousand.
 *
 * @module
 */
import { assertEquals, assertGreater } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { encodeBoosted } from "../../../../lib/kinds/boosted/encode.ts";
import {
  BOOSTED_FAULTS,
  boostedAbuseFile,
  type BoostedFault,
  writeBoostedFaults,
} from "../../kinds/boosted/blob_abuse.ts";
import { mutate, seal } from "../../blob/mutations.ts";
import { randomTables } from "../../kinds/boosted/random_tables.ts";
import { randomStream } from "../../random_data.ts";
import { boostedCases, trainedBoostedCases } from "../boosted_cases.ts";
import { needing, runOk } from "../tools.ts";
import { STRICT } from "./compiler.ts";
import { ReaderProgram, STATUSES } from "./reader_program.ts";

const { reason, ignore } = needing("gcc");
const MUTATIONS = 20_000;

describe(`the reader of boosted tables of the target c${reason}`, { ignore }, () => {
  let reader: ReaderProgram;
  beforeAll(async () => {
    reader = await ReaderProgram.build("boosted");
  });
  afterAll(() => reader.remove());

  const verdictsOn = (blobs: readonly Uint8Array[]) =>
    reader.assertSameVerdicts(blobs.map((blob) => ({ blob })));

  it("gives the library's labels and scores", async () => {
    const cases = [...await boostedCases(), ...await trainedBoostedCases()];
    assertEquals(Array.from(await reader.assertSameVerdicts(cases)), [["ok", cases.length]]);
  });

  it("refuses each abuse file with its own code", async () => {
    const files = BOOSTED_FAULTS.map(([code]) => Deno.readFileSync(boostedAbuseFile(code)));
    assertEquals(
      Array.from(await verdictsOn(files)),
      BOOSTED_FAULTS.map(([code]): [string, number] => [code, 1]),
    );
  });

  it("lets the earlier rung speak where two faults meet", async () => {
    const pairs = BOOSTED_FAULTS.flatMap(([, fault], index) =>
      BOOSTED_FAULTS.slice(index + 1).map(([, later]) => writeBoostedFaults(later, fault))
    );
    assertGreater((await verdictsOn(pairs)).size, BOOSTED_FAULTS.length - 3);
  });

  it("comes to the same verdict at the bounds of the header and the splits", async () => {
    const faults: BoostedFault[] = [
      ...[0, 1, 65_536, 65_537].map((features) => (draft: Parameters<BoostedFault>[0]) => {
        draft.features = features;
      }),
      ...[1, 2, 256, 257].map((classes) => (draft: Parameters<BoostedFault>[0]) => {
        draft.classCount = classes;
      }),
      ...[1, 1_048_576, 1_048_577].map((scale) => (draft: Parameters<BoostedFault>[0]) => {
        draft.scale = scale;
      }),
      ...[0, 1, 64, 65].map((layers) => (draft: Parameters<BoostedFault>[0]) => {
        draft.layers = layers;
      }),
      ...[0, 256, 257].map((splits) => (draft: Parameters<BoostedFault>[0]) => {
        draft.splitCount = splits;
      }),
      ...[["000", "101"], ["010", "111"], ["110", "001"]].map((splits) => {
        return (draft: Parameters<BoostedFault>[0]) => draft.splits = splits;
      }),
      (draft) => draft.splitPadding = "10",
      (draft) => draft.classes = ["same", "other", "same"],
      (draft) => draft.classes = ["other", "same", "same"],
      (draft) => draft.classes = ["a", "b", "n".repeat(257)],
    ];
    const seen = await verdictsOn(faults.map((fault) => writeBoostedFaults(fault)));
    assertGreater(seen.get("blob_limit_exceeded") ?? 0, 6);
    assertGreater(seen.get("blob_bad_text") ?? 0, 2);
    assertGreater(seen.get("blob_split_one_sided") ?? 0, 1);
  });

  it("comes to the same verdict on mutations of small blobs", async () => {
    const random = randomStream(4);
    const blobs = [
      writeBoostedFaults(),
      // As many wires as features: one feature less is too few.
      ...[[1, 2, 1, 1, 1], [4, 2, 3, 4, 1], [6, 3, 4, 3, 2]].map(
        ([features, classes, width, arity, splits], seed) =>
          encodeBoosted(randomTables(seed, {
            ...{ features: features!, classes: classes!, width: width! },
            ...{ arity: arity!, splits: splits! },
          })),
      ),
    ];
    const seen = await verdictsOn(Array.from({ length: MUTATIONS }, () => mutate(blobs, random)));
    const counts = JSON.stringify(Object.fromEntries(seen));
    for (const [code] of BOOSTED_FAULTS) {
      assertGreater(seen.get(code) ?? 0, 0, `${code} in ${counts}`);
    }
    assertGreater(seen.get("ok") ?? 0, 300, counts);
  });

  it("comes to the same verdict for every value of every byte of the header", async () => {
    const sound = writeBoostedFaults();
    const seen = await verdictsOn(Array.from({ length: 44 * 256 }, (_, index) => {
      const blob = sound.slice();
      blob[index >> 8] = index & 255;
      return seal(blob);
    }));
    assertGreater(seen.size, 8);
  });

  it("refuses a blob that is cut short at any length, made good or not", async () => {
    const sound = writeBoostedFaults();
    const cut = Array.from({ length: sound.length }, (_, length) => sound.slice(0, length));
    const seen = await verdictsOn([...cut, ...cut.map((blob) => seal(blob.slice()))]);
    assertEquals(seen.has("ok"), false);
  });

  it("has the names of all statuses", async () => {
    const { stdout } = await reader.run([0]);
    assertEquals(stdout.trim().split("\n"), ["unknown", ...STATUSES, "unknown"]);
  });

  it("needs no symbol from elsewhere, and goes into one program with the reader of networks", async () => {
    const { folder: cwd } = reader;
    const network = await ReaderProgram.build("network");
    for (const name of network.files) {
      Deno.copyFileSync(`${network.folder}/${name}`, `${cwd}/${name}`);
    }
    await network.remove();
    for (const level of ["-O0", "-O2", "-Os"]) {
      const options = [...STRICT, level, "-c", "rote_boosted.c", "-o", "alone.o"];
      await runOk("gcc", options, { cwd });
      const { stdout } = await runOk("nm", ["-u", "alone.o"], { cwd });
      assertEquals(stdout.replaceAll(/^ *U mem(cpy|set)\n/gm, ""), "");
    }
    Deno.writeTextFileSync(
      `${cwd}/both.c`,
      '#include "rote_boosted.h"\n#include "rote_reader.h"\n' +
        "int main(void)\n{\n    rote_model a;\n    rote_boosted b;\n    const uint8_t none[1] = {0};\n" +
        "    return rote_open(&a, none, 0) == rote_boosted_open(&b, none, 0) ? 0 : 1;\n}\n",
    );
    const sources = ["both.c", "rote_reader.c", "rote_boosted.c"];
    await runOk("gcc", [...STRICT, ...sources, "-o", "both"], { cwd });
    await runOk("./both", [], { cwd });
  });
});
