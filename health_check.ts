/**
 * Asks the service on this machine how it is; ends with 0 if it answers that it is up. For container
 * engines: `deno run --no-config --allow-net=127.0.0.1 health_check.ts PORT`.
 *
 * @module
 */

const [port = "8000"] = Deno.args;
try {
  const response = await fetch(`http://127.0.0.1:${port}/health`);
  await response.body?.cancel();
  Deno.exit(response.ok ? 0 : 1);
} catch {
  // Nobody listens, or nobody answers: the engine says that it is down.
  Deno.exit(1);
}
