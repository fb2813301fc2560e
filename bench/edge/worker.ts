/**
 * The target `worker`: its size, and its cold start on Cloudflare's `workerd`, from the start of the
 * process to the first answered request, less the same of a worker that answers with a constant.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { pathOf } from "../paths.ts";
import { median, takeTurns } from "../turns.ts";
import { aboveEmpty, COLD_BAR, COLD_ROUNDS, isThere } from "./cold_process.ts";
import { type EdgeReport, sizeOf } from "./edge_report.ts";
import { type EdgeScene, exportInto, type FirstRow } from "./edge_scene.ts";

/** Most bytes of the worker for the paper's network. */
const BYTES_BAR = 160_000;

/** Measures the target; where there is no workerd, its size alone. */
export async function measureWorker(scene: EdgeScene): Promise<EdgeReport> {
  const { folder, first } = scene;
  const { path, line } = await exportInto(scene, "worker");
  const size = sizeOf(line, BYTES_BAR);
  if (!await isThere("workerd")) {
    return { measurements: [{ ...size, note: "there is no workerd here" }], lines: [line] };
  }
  const constant = JSON.stringify(JSON.stringify({ labels: [first.answer] }));
  const empty = `export default { fetch: () => new Response(${constant}) };\n`;
  const [ourConfig, emptyConfig] = [
    await deploy(`${folder}/our_worker`, await Deno.readTextFile(path)),
    await deploy(`${folder}/empty_worker`, empty),
  ];
  const times = await takeTurns({
    ours: () => answerOnce(ourConfig, first),
    empty: () => answerOnce(emptyConfig, first),
  }, { rounds: COLD_ROUNDS, warmUp: 2 });
  const cold = aboveEmpty(times);
  return {
    measurements: [size, {
      measure: "worker, workerd: cold start to first answer, above an empty worker",
      unit: "ms",
      ours: cold,
      bar: { atMost: COLD_BAR },
      note: `from the start of the process ${median(times.ours).toFixed(1)} ms, ` +
        `with an empty worker ${median(times.empty).toFixed(1)} ms`,
    }],
    lines: [{ ...line, coldMilliseconds: cold, note: `${line.note}, on workerd` }],
  };
}

/** Puts a worker and workerd's configuration into a new folder; the path of the configuration. */
async function deploy(folder: string, code: string): Promise<string> {
  await Deno.mkdir(folder);
  await Deno.writeTextFile(`${folder}/worker.mjs`, code);
  await Deno.copyFile(pathOf("edge/worker.capnp"), `${folder}/worker.capnp`);
  return `${folder}/worker.capnp`;
}

/** Starts workerd, asks once, ends it. */
async function answerOnce(config: string, { packed, answer }: FirstRow): Promise<void> {
  // It tells the port that it listens on as JSON on its standard output.
  const child = new Deno.Command("workerd", {
    args: ["serve", config, "--control-fd=1"],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  using client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  try {
    let said = "";
    while (!said.includes("\n")) {
      const { value, done } = await reader.read();
      if (done) throw new Error("workerd ended before it listened");
      said += value;
    }
    const { port } = JSON.parse(said.slice(0, said.indexOf("\n")));
    const response = await fetch(`http://127.0.0.1:${port}/predict`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: packed,
      client,
    });
    assertEquals((await response.json()).labels, [answer], "workerd's answer");
  } finally {
    child.kill("SIGKILL");
    await reader.cancel();
    await child.status;
  }
}
