/**
 * Serves the exported worker with Bun, at the port that PORT says.
 *
 * @module
 */

// deno-lint-ignore-file no-console no-process-global -- a program for Bun

// @ts-ignore: rote export writes it
import { handle } from "./build/seven.worker.mjs";

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: Number(process.env.PORT ?? 8789),
  fetch: handle,
});
console.log(`POST ${server.url}predict`);
