/**
 * The native reference is only worth comparing with as long as it does the same work: it gives the
 * library's networks and answers, bit for bit, on shapes that the benchmark does not come by.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import {
  dataBytes,
  type NativeReference,
  networkBytes,
  startNative,
} from "../../bench/native_reference.ts";
import { predictMargins, trainNetwork } from "../../lib/mod.ts";
import { randomData } from "../lib/random_data.ts";

/** Vector instructions and a C compiler are not everywhere. */
async function canCompile(): Promise<boolean> {
  if (Deno.build.arch !== "x86_64") return false;
  try {
    return (await new Deno.Command("cc", { args: ["--version"] }).output()).success;
  } catch {
    return false;
  }
}

const ignore = !(await canCompile());

describe({
  name: `the native reference${ignore ? " (skipped: needs cc on x86-64)" : ""}`,
  ignore,
  fn() {
    let folder: string;
    let native: NativeReference;

    beforeAll(async () => {
      folder = await Deno.makeTempDir();
      const started = await startNative(folder);
      if (typeof started === "string") throw new Error(started);
      native = started;
    });
    afterAll(async () => {
      await native[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    });

    for (const [rows, arity] of [[2, 1], [300, 3], [129, 5], [4100, 7], [700, 8]] as const) {
      it(`trains the same network on ${rows} rows with ${arity} wires`, async () => {
        const data = randomData(rows, { rows, features: 37, onesOf100: 30 });
        const shape = { hiddenLayers: 3, width: 41, arity };
        const file = `${folder}/training${arity}`;
        await Deno.writeFile(file, dataBytes(data, shape, 9));
        const { bytes } = await native.train(file);
        assertEquals(bytes, networkBytes(trainNetwork(data, shape, 9).network));
      });
    }

    for (const arity of [2, 8, 9, 12, 13, 16]) {
      it(`answers the same on 3,000 rows with ${arity} wires`, async () => {
        const data = randomData(arity, { rows: 3000, features: 50 });
        const shape = { hiddenLayers: 2, width: 30, arity };
        const { network } = trainNetwork(data, shape, 1);
        const files = [`${folder}/network${arity}`, `${folder}/test${arity}`] as const;
        await Deno.writeFile(files[0], networkBytes(network));
        await Deno.writeFile(files[1], dataBytes(data, shape, 1));
        const { labels, margins } = predictMargins(network, data.rows);
        const batch = (await native.predict("rows", ...files)).bytes;
        assertEquals(batch.subarray(0, 3000), labels);
        assertEquals(batch.subarray(3000), new Uint8Array(margins.buffer));
        const one = (await native.predict("one", ...files)).bytes;
        assertEquals(one.subarray(0, 3000), labels);
      });
    }
  },
});
