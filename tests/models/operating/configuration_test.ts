import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { ApiKeys } from "../../../models/operating/api_keys.ts";
import {
  DEFAULT_LIMITS,
  readConfiguration,
  VARIABLES,
} from "../../../models/operating/configuration.ts";

describe("readConfiguration()", () => {
  it("has a default for everything", () => {
    assertEquals(readConfiguration({}, 2), {
      host: "127.0.0.1",
      port: 8000,
      store: "data/rote.db",
      readOnly: false,
      keepVersions: 100,
      workers: 2,
      trainingThreads: 1,
      keys: new ApiKeys(""),
      corsOrigins: [],
      rateLimit: 0,
      clientShare: 0.5,
      proxies: 0,
      logRequests: false,
      stopMilliseconds: 10_000,
      limits: DEFAULT_LIMITS,
    });
  });

  it("listens beyond this machine with keys alone", () => {
    const set = {
      HOST: "0.0.0.0",
      ROTE_API_KEYS: "read+predict:0123456789abcdef, fedcba9876543210",
    };
    const { host, keys } = readConfiguration({ ...set, ROTE_OPEN_SCOPES: "predict" }, 2);
    assertEquals([host, keys.isEmpty, keys.isOpen("predict"), keys.isOpen("read")], [
      "0.0.0.0",
      ...[false, true, false],
    ]);
    assertEquals(keys.find("0123456789abcdef")?.scopes, new Set(["read", "predict"] as const));
  });

  it("names no secret, whatever is wrong with it", () => {
    const wrong = ["short", "read+all:0123456789abcdef", "0123456789abc$%", "a".repeat(16) + ",x"];
    for (const keys of wrong) {
      const error = assertThrows(() => readConfiguration({ ROTE_API_KEYS: keys }, 2), Error);
      assertStringIncludes(error.message, "ROTE_API_KEYS key ");
      for (
        const part of keys.split(/[,:]/).filter((part) => part.length > 4 && part !== "read+all")
      ) {
        assertEquals(error.message.includes(part), false, error.message);
      }
    }
  });

  it("refuses origins and scopes that are none", () => {
    for (
      const [name, value] of [
        ["ROTE_CORS_ORIGINS", "example.org"],
        ["ROTE_CORS_ORIGINS", "https://example.org/page"],
        ["ROTE_OPEN_SCOPES", "write"],
        ["ROTE_LOG_REQUESTS", "yes"],
      ] as const
    ) {
      assertThrows(
        () => readConfiguration({ [name]: value }, 2),
        Error,
        `${name}=${value} must be`,
      );
    }
    const { corsOrigins } = readConfiguration({
      ROTE_CORS_ORIGINS: "https://example.org, http://localhost:5173",
    }, 2);
    assertEquals(corsOrigins, ["https://example.org", "http://localhost:5173"]);
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

  it("bounds what jobs take of memory, time and connections", () => {
    const { limits } = readConfiguration({
      ROTE_MAX_QUEUE_BYTES: "2048",
      ROTE_MAX_TRAIN_SECONDS: "90",
      ROTE_MAX_EVENT_STREAMS: "0",
    }, 2);
    assertEquals(limits.queueBytes, 2048);
    assertEquals(limits.trainMilliseconds, 90_000);
    assertEquals(limits.eventStreams, 0);
  });

  it("bounds exports by what the longest text can hold", () => {
    const bytes = (set: string) =>
      readConfiguration({ ROTE_MAX_EXPORT_BYTES: set }, 2).limits.exportBytes;
    assertEquals([bytes("2048"), bytes("")], [2_048, 8_388_608]);
    assertThrows(() => bytes("536870889"), Error, "ROTE_MAX_EXPORT_BYTES=536870889 must be");
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

  it("reads the variables that docs/operations.md lists, and no others", async () => {
    const text = await Deno.readTextFile(new URL("../../../docs/operations.md", import.meta.url));
    const listed = [...text.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name!);
    assertEquals(listed.toSorted(), VARIABLES.toSorted());
  });
});
