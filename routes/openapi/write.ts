/**
 * `deno task openapi`: writes `docs/openapi.json`, as a service with an empty store answers it.
 *
 * @module
 */

import config from "../../deno.json" with { type: "json" };
import { readConfiguration } from "../../models/operating/configuration.ts";
import { openService } from "../service.ts";

if (import.meta.main) {
  const file = new URL("../../docs/openapi.json", import.meta.url);
  const service = openService(readConfiguration({ ROTE_STORE: ":memory:" }, 1), {
    release: config.version,
    log: { write: () => {} },
    isTracing: false,
  });
  const answer = await service.handle(new Request("http://localhost/openapi.json"));
  await Deno.writeTextFile(file, await answer.text());
  await service.stop(0, () => Promise.resolve());
}
