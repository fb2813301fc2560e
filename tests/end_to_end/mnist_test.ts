/**
 * The paper's network on real MNIST, through the API of a real process. Figures: the paper's Tables
 * 1, 2 and 3.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { type DataSet, decodeNetwork, trainBlob } from "../../lib/mod.ts";
import type { Job } from "../../models/job.ts";
import { loadMnist, MNIST_IS_ABSENT } from "../mnist.ts";
import {
  type ServiceProcess,
  startService,
  train,
  withFolder,
} from "./processes/service_process.ts";

/** Table 2: mean training accuracy of the units of each layer. */
const TABLE_2_MEANS = [0.51, 0.61, 0.74, 0.83, 0.87, 0.88, 0.89];
const SEEDS = [1, 2, 3, 4, 5];
const MAX_MEMORY_KB = 600_000;

const mnist = await loadMnist();
const options = { ignore: mnist === undefined };
const reason = mnist ? "" : ` (${MNIST_IS_ABSENT})`;

Deno.test(
  "k = 8 on MNIST through the API reaches the paper's accuracies and Table 2",
  options,
  async () => {
    await withFolder(async (folder) => {
      const service = await startService(folder);
      for (const seed of SEEDS) {
        const { result } = await trainOnMnist(service, `seed=${seed}&statistics=true`);
        assertNear(result!.trainAccuracy, 0.89, `training accuracy, seed ${seed}`);
        assertNear(result!.testAccuracy!, 0.87, `test accuracy, seed ${seed}`);
        assertEquals(result!.layers!.length, TABLE_2_MEANS.length);
        result!.layers!.forEach(({ layer, mean }) => {
          assertNear(mean, TABLE_2_MEANS[layer]!, `layer ${layer}, seed ${seed}`);
        });
      }
      assertMemory(service);
      await service.stop("SIGTERM");
    });
  },
);

Deno.test(
  `k = 12 on MNIST through the API reaches the paper's accuracies${reason}`,
  options,
  async () => {
    await withFolder(async (folder) => {
      const service = await startService(folder);
      for (const seed of SEEDS) {
        const { result } = await trainOnMnist(service, `method=network&seed=${seed}&arity=12`);
        assertNear(result!.trainAccuracy, 0.99, `training accuracy, seed ${seed}`);
        assertNear(result!.testAccuracy!, 0.9, `test accuracy, seed ${seed}`);
      }
      assertMemory(service);
      await service.stop("SIGTERM");
    });
  },
);

Deno.test(
  "a blob from one instance is small, and predicts alike in a second, empty one on all test rows",
  options,
  async () => {
    const { training, test } = mnist!;
    await withFolder(async (folder) => {
      await Deno.mkdir(`${folder}/a`);
      await Deno.mkdir(`${folder}/b`);
      const first = await startService(`${folder}/a`);
      const second = await startService(`${folder}/b`);
      await trainOnMnist(first, "method=network&seed=1");
      const blob = await (await fetch(`${first.url}/v1/models/mnist/blob`)).bytes();
      const network = { hiddenLayers: 5, width: 1024, arity: 8 };
      assertEquals(blob, trainBlob(training, { network, seed: 1 }, test).blob);
      const { features, layers } = decodeNetwork(blob);
      const bits = layers.map(({ width, arity }, at) => {
        const below = layers[at - 1]?.width ?? features;
        return width * (2 ** arity + arity * Math.ceil(Math.log2(below)));
      });
      const information = bits.reduce((sum, one) => sum + one) / 8;
      assert(blob.length <= 1.01 * information, `${blob.length} bytes for ${information}`);
      const put = await fetch(`${second.url}/v1/models/mnist/blob`, { method: "PUT", body: blob });
      assertEquals((await put.json()).bytes, blob.length);
      const ask = async ({ url }: ServiceProcess) =>
        await (await fetch(`${url}/v1/models/mnist/predict`, {
          method: "POST",
          headers: { "Content-Type": "application/octet-stream" },
          body: test.rows.bytes as Uint8Array<ArrayBuffer>,
        })).json();
      const answers = await ask(first);
      assertEquals(answers.labels.length, 10_000);
      assertEquals(await ask(second), answers);
      await first.stop("SIGTERM");
      await second.stop("SIGTERM");
    });
  },
);

Deno.test(
  `boosted tables on MNIST through the API are better by far${reason}`,
  options,
  async () => {
    await withFolder(async (folder) => {
      const service = await startService(folder);
      const settings = "tables=1024&arity=8&inputShape=28x28x1&patch=5&seed=1";
      const { result } = await trainOnMnist(service, `method=boosted&${settings}`);
      assert(result!.testAccuracy! > 0.97, `${result!.testAccuracy}`);
      assertMemory(service);
      await service.stop("SIGTERM");
    });
  },
);

/** Sends all of MNIST in one binary request of about 7 MB, test rows included. */
async function trainOnMnist(service: ServiceProcess, query: string): Promise<Job> {
  const { training, test } = mnist!;
  const parts = [training, test].flatMap(({ rows, labels }: DataSet) => [rows.bytes, labels]);
  const path = `/v1/train?model=mnist&features=784&rows=60000&testRows=10000&${query}`;
  const body = new Blob(parts as Uint8Array<ArrayBuffer>[]);
  const job = await train(service, path, "application/octet-stream", body);
  assertEquals(job.status, "succeeded", job.error?.detail);
  return job;
}

function assertNear(actual: number, expected: number, what: string): void {
  assert(Math.abs(actual - expected) <= 0.01, `${what}: ${actual} is not near ${expected}`);
}

/** Peak memory of the process, where the system tells. */
function assertMemory({ child }: ServiceProcess): void {
  if (Deno.build.os !== "linux") return;
  const status = Deno.readTextFileSync(`/proc/${child.pid}/status`);
  const peak = Number(/VmHWM:\s+(\d+) kB/.exec(status)![1]);
  assert(peak < MAX_MEMORY_KB, `peak memory is ${peak} kB`);
}
