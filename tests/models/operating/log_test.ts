import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { fieldsOfError, jsonLog } from "../../../models/operating/log.ts";

describe("jsonLog()", () => {
  it("writes an event as one line of JSON, whatever is in it", () => {
    const lines: string[] = [];
    const log = jsonLog((line) => lines.push(line), () => new Date(0));
    log.write("warn", "something", { path: 'a "b"\nc', status: 500, nothing: undefined });
    assertEquals(lines.length, 1);
    assertEquals(lines[0]!.includes("\n"), false);
    assertEquals(JSON.parse(lines[0]!), {
      ...{ time: "1970-01-01T00:00:00.000Z", level: "warn", event: "something" },
      ...{ path: 'a "b"\nc', status: 500 },
    });
  });
});

describe("fieldsOfError()", () => {
  it("tells the error, where it comes from and what caused it", () => {
    const error = new TypeError("no", { cause: new Error("disk full") });
    const { error: words, stack, cause } = fieldsOfError(error);
    assertEquals([words, cause], ["TypeError: no", "disk full"]);
    assertEquals(String(stack).includes("log_test.ts"), true);
    assertEquals(fieldsOfError("just text"), { error: "just text" });
  });
});
