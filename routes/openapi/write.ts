/**
 * `deno task openapi`: writes `docs/openapi.json`.
 *
 * @module
 */

import config from "../../deno.json" with { type: "json" };
import { openApiText } from "./document.ts";

if (import.meta.main) {
  const file = new URL("../../docs/openapi.json", import.meta.url);
  await Deno.writeTextFile(file, openApiText(config.version));
}
