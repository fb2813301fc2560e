/**
 * How long a service takes to be as it was before an attack: `/health` and a prediction are answered
 * as usual, and no request is under way.
 *
 * @module
 */

import { BARS } from "./attack_line.ts";

/** What a service answers that is left alone. */
export interface Quiet {
  readonly url: string;
  /** With a key that may read and predict. */
  readonly headers: Readonly<Record<string, string>>;
  readonly model: string;
  /** A packed row. */
  readonly row: Uint8Array<ArrayBuffer>;
  /** The answer to it, word for word. */
  readonly answer: string;
}

/** Seconds after which nobody waits any longer. */
const PATIENCE = 60;
/** Milliseconds between two looks. */
const PAUSE = 50;

/** Seconds from now until all is as usual; infinity if that takes more than a minute. */
export async function secondsUntilQuiet(quiet: Quiet): Promise<number> {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1_000;
  while (seconds() < PATIENCE) {
    if (await isQuiet(quiet).catch(() => false)) return seconds();
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return Infinity;
}

async function isQuiet({ url, headers, model, row, answer }: Quiet): Promise<boolean> {
  const signal = AbortSignal.timeout(1_000 * PATIENCE);
  const start = performance.now();
  const health = await fetch(`${url}/health`, { signal });
  await health.body?.cancel();
  if (!health.ok || performance.now() - start > BARS.healthMost) return false;
  const predicted = await fetch(`${url}/v1/models/${model}/predict`, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/octet-stream" },
    body: row,
    signal,
  });
  if (await predicted.text() !== answer) return false;
  const metrics = await (await fetch(`${url}/metrics`, { headers, signal })).text();
  return /^rote_requests_under_way 0$/m.test(metrics);
}
