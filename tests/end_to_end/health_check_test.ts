/**
 * The health check of the image, as its Dockerfile has it.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { startService, withFolder } from "./processes/service_process.ts";

const ROOT = new URL("../../", import.meta.url);
const DOCKERFILE = await Deno.readTextFile(new URL("Dockerfile", ROOT));
const [, COMMAND] = /^HEALTHCHECK .*\\\n\s*CMD exec deno (.*)$/m.exec(DOCKERFILE)!;

/** Runs the check in the place of a shell, for a port. */
async function check(port: string): Promise<number> {
  const args = COMMAND!.split(" ").map((word) => word === '"$PORT"' ? port : word);
  const { code } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT }).output();
  return code;
}

Deno.test("the image's health check tells a service from none, and may ask this machine alone", async () => {
  assertEquals(COMMAND!.match(/--allow\S*|-A\b/g), ["--allow-net=127.0.0.1"]);
  await withFolder(async (folder) => {
    const service = await startService(folder);
    const { port } = new URL(service.url);
    assertEquals(await check(port), 0);
    await service.stop("SIGTERM");
    assertEquals(await check(port), 1);
  });
});

Deno.test("the image has every file that its commands name", async () => {
  const kept = (await Deno.readTextFile(new URL(".dockerignore", ROOT))).split("\n");
  for (const file of ["main.ts", "health_check.ts", "cli", "compat", "lib", "models", "routes"]) {
    assert(kept.includes(`!${file}`), file);
  }
});
