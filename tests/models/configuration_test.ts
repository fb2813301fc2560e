import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { DEFAULT_LIMITS, readConfiguration, VARIABLES } from "../../models/configuration.ts";

describe("readConfiguration()", () => {
  it("has a default for everything", () => {
    assertEquals(readConfiguration({}, 2), {
      host: "127.0.0.1",
      port: 8000,
      store: "rote.db",
      workers: 2,
      trainingThreads: 1,
      limits: DEFAULT_LIMITS,
    });
  });

  it("leaves one core to predictions, and has as many training threads as the engine takes", () => {
    const threads = (cores: number, set?: string) =>
      readConfiguration({ ROTE_TRAINING_THREADS: set }, cores).trainingThreads;
    assertEquals([1, 2, 3, 8, 64].map((cores) => threads(cores)), [1, 1, 2, 7, 7]);
    assertEquals([threads(2, "2"), threads(2, "7"), threads(4, "0")], [2, 7, 3]);
    assertThrows(() => threads(2, "8"), Error, "ROTE_TRAINING_THREADS=8 must be an integer");
  });

  it("reads what is set and takes empty variables as unset", () => {
    const read = readConfiguration({
      HOST: "::1",
      PORT: "0",
      ROTE_STORE: "/data/x.db",
      ROTE_WORKERS: "7",
      ROTE_MAX_QUEUE: "",
      ROTE_MAX_BODY_BYTES: "2048",
      UNRELATED: "x",
    }, 2);
    assertEquals([read.host, read.port, read.store, read.workers], ["::1", 0, "/data/x.db", 7]);
    assertEquals(read.limits.queue, DEFAULT_LIMITS.queue);
    assertEquals(read.limits.bodyBytes, 2048);
  });

  it("names every variable that is off, with its value", () => {
    const error = assertThrows(
      () => readConfiguration({ PORT: "65536", ROTE_WORKERS: "1.5", HOST: "0.0.0.0" }, 2),
      Error,
    );
    assertStringIncludes(error.message, "PORT=65536 must be an integer from 0 to 65535");
    assertStringIncludes(error.message, "ROTE_WORKERS=1.5 must be an integer");
    assertStringIncludes(error.message, "HOST=0.0.0.0 must be one of 127.0.0.1");
  });

  it("reads the variables that the README's table lists, and no others", async () => {
    const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
    const listed = [...readme.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name!);
    assertEquals(listed.toSorted(), VARIABLES.toSorted());
  });
});
