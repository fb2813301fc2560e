import { assert, assertEquals } from "@std/assert";
import { startService, withFolder } from "./processes/service_process.ts";

Deno.test("the page of the API and its document are there with the service's few permissions", async () => {
  await withFolder(async (folder) => {
    const service = await startService(folder);
    const page = await (await fetch(`${service.url}/docs`)).text();
    const files = Array.from(page.matchAll(/(?:src|href)="(docs\/[^"]+|openapi\.json)"/g));
    assertEquals(files.length, 4);
    for (const [, file] of files) {
      const response = await fetch(`${service.url}/${file}`);
      assertEquals(response.status, 200, file);
      assert((await response.text()).length > 0);
    }
    await service.stop("SIGTERM");
    assert(!service.faults().includes('"level":"error"'), service.faults());
  });
});
