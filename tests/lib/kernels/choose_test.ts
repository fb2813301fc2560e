import { assertEquals, assertGreaterOrEqual } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { createKernels, fastestKernels } from "../../../lib/kernels/choose.ts";
import { type KernelName, KERNELS } from "../../../lib/kernels/kernels.ts";
import { trainExample } from "./example_training.ts";
import type { Answer, Lack } from "./poor_runtime.ts";

/** What a runtime may lack, and the kernels and the team that are left then. */
const LEFT: Record<Lack, readonly [name: KernelName, hasTeam: boolean]> = {
  "nothing": ["relaxed-simd", true],
  "relaxed vectors": ["simd", true],
  "vectors": ["typescript", false],
  "the right to compile": ["typescript", false],
  "memory": ["typescript", false],
  "WebAssembly": ["typescript", false],
  "shared memory": ["relaxed-simd", false],
  "memory that is shared as asked": ["relaxed-simd", false],
  "SharedArrayBuffer": ["relaxed-simd", false],
  "workers": ["relaxed-simd", false],
};

/** Asks a thread that lacks something for its answer. */
async function answerWithout(lack: Lack): Promise<Answer> {
  const worker = new Worker(new URL("./poor_runtime.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
      worker.postMessage(lack);
    });
  } finally {
    worker.terminate();
  }
}

describe("createKernels()", () => {
  for (const name of KERNELS) {
    it(`makes ${name} kernels, each with a memory of its own`, () => {
      const [one, other] = [createKernels(name), createKernels(name)];
      assertEquals([one.name, other.name], [name, name]);
      new Uint8Array(one.buffer).fill(7, 65_000);
      assertEquals(new Uint8Array(other.buffer, 65_000, 1)[0], 0);
    });

    it(`makes ${name} kernels whose memory grows to what is asked for`, () => {
      const kernels = createKernels(name);
      for (const bytes of [1, 65_536, 65_537, 200_001, 100_000]) {
        const before = kernels.buffer.byteLength;
        kernels.reserve(bytes);
        const { byteLength } = kernels.buffer;
        assertGreaterOrEqual(byteLength, Math.max(bytes, before));
      }
    });
  }
});

describe("fastestKernels()", () => {
  it("gives the first kind here", () => {
    assertEquals(fastestKernels().name, KERNELS[0]);
  });

  const here = trainExample();
  for (const [lack, [name, hasTeam]] of Object.entries(LEFT)) {
    it(`without ${lack} gives ${name} kernels, which train and predict the same`, async () => {
      assertEquals(await answerWithout(lack as Lack), { name, hasTeam, ...here });
    });
  }
});
