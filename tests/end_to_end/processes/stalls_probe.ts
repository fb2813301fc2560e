/**
 * Asks `/health` over and over on a connection of its own, from a process of its own, and prints when
 * each answer was asked for and how long it took, in milliseconds.
 *
 * Usage: stalls_probe.ts url
 *
 * @module
 */

// deno-lint-ignore-file no-console -- its result is read from its output

const { hostname, port } = new URL(Deno.args[0]!);
const connection = await Deno.connect({ hostname, port: Number(port) });
connection.setNoDelay(true);
const question = new TextEncoder().encode(
  `GET /health HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`,
);
const room = new Uint8Array(65_536);
/** Milliseconds between two questions. */
const PAUSE = 5;

for (;;) {
  const asked = performance.timeOrigin + performance.now();
  await connection.write(question);
  if (await connection.read(room) === null) break;
  const took = performance.timeOrigin + performance.now() - asked;
  console.log(`${asked.toFixed(1)} ${took.toFixed(1)}`);
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
}
