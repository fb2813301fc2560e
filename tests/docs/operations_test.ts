/**
 * docs/operations.md says what is so: defaults of settings, and metrics.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { readConfiguration, VARIABLES } from "../../models/operating/configuration.ts";
import { openService } from "../routes/service_fixture.ts";

const TEXT = await Deno.readTextFile(new URL("../../docs/operations.md", import.meta.url));

/** The rows of tables that begin with a name of this form, cell by cell. */
function rowsOf(name: RegExp): string[][] {
  return TEXT.split("\n")
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim().replaceAll("`", "")))
    .filter(([first]) => first !== undefined && name.test(first));
}

describe("docs/operations.md", () => {
  it("has the defaults that hold when nothing is set", () => {
    const rows = rowsOf(/^[A-Z_]+$/);
    assertEquals(rows.length, VARIABLES.length);
    const withDefault = rows.filter((row) => row[3] !== "none");
    assert(withDefault.length > 20);
    for (const [name, , , value] of withDefault) {
      assertEquals(readConfiguration({ [name!]: value }, 4), readConfiguration({}, 4), name);
    }
    for (const [name] of rows.filter((row) => row[3] === "none")) {
      assertEquals(readConfiguration({ [name!]: "" }, 4), readConfiguration({}, 4), name);
    }
  });

  it("lists the metrics that there are, and no others", async () => {
    const service = openService();
    const metrics = await (await service.app.request("/metrics")).text();
    service.close();
    const served = [...metrics.matchAll(/^# HELP (\S+)/gm)].map(([, name]) => name);
    assertEquals(rowsOf(/^rote_/).map(([name]) => name!).toSorted(), served.toSorted());
  });
});
