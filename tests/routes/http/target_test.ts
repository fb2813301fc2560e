import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { RoteError } from "../../../lib/mod.ts";
import { readTarget, type Target } from "../../../routes/http/target.ts";

const isRefused = (url: string) => {
  const error = assertThrows(() => readTarget(url), RoteError, undefined, url) as RoteError;
  assertEquals(error.code, "target_not_legal", url);
};

describe("readTarget()", () => {
  it("reads path, query and whether the host is this machine", () => {
    const url = "http://127.0.0.1:8000/v1/models/a.b-c/predict?version=x";
    const path = "/v1/models/a.b-c/predict";
    assertEquals(readTarget(url), { isLocal: true, path, hasQuery: true });
    for (const host of ["localhost", "LOCALHOST:1", "[::1]:8000", "127.0.0.1:80"]) {
      assertEquals(readTarget(`http://${host}/`), { isLocal: true, path: "/", hasQuery: false });
    }
    for (const host of ["example.org", "localhost.example.org:8000", "localhost.", "a.nip.io"]) {
      assertEquals(readTarget(`http://${host}/`).isLocal, false, host);
    }
  });

  it("keeps percent-encodings, which mean no path of their own", () => {
    for (const path of ["/v1/models/caf%C3%A9", "/v1/%74rain", "/a%2Fb", "/a%00", "//v1", "/a/"]) {
      assertEquals(readTarget(`http://h${path}`).path, path);
    }
  });

  it("refuses paths that are others once they are resolved", () => {
    const paths = ["/docs/../v1/train", "/docs/%2e%2e/v1/train", "/docs/.%2E/v1", "/docs\\..\\v1"];
    paths.push("/./v1", "/v1/.", "/v1/..", "/%2e", "/a\\b", "/\u00e9", '/a"', "/a{b}", "/a#b", "");
    for (const path of paths) isRefused(`http://127.0.0.1${path}`);
  });

  it("refuses hosts that are more than a host and a port, or written in another way", () => {
    const hosts = ["127.0.0.1/docs/..", "a?", "a#", "b@a", "u:p@a", "127.1", "0x7f.1", "a b"];
    hosts.push("a:08", "a:", "[0:0:0:0:0:0:0:1]", "\u00e9.org", "a\\b", "%61", "");
    for (const host of hosts) isRefused(`http://${host}/v1/train`);
    isRefused("ftp://a/v1");
  });

  it("never reads a path that is another one to whoever resolves it", () => {
    const piece = fc.constantFrom(
      ...["/", ".", "..", "%2e", "%2E", "\\", "v1", "train", "a", "%2f", "?", "#", "@", ":", "//"],
      ...[" ", "\t", "\u00e9", "%", ";", "127.0.0.1", "localhost", "docs"],
    );
    const text = (least: number) =>
      fc.array(piece, { minLength: least, maxLength: 6 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text(1), text(0), (host, path) => {
        const url = `http://${host}/${path}`;
        let read: Target;
        try {
          read = readTarget(url);
        } catch (error) {
          if (!(error instanceof RoteError)) throw error;
          return;
        }
        const resolved = new URL(url);
        assertEquals(read.path, resolved.pathname);
        assertEquals(read.isLocal, ["127.0.0.1", "localhost"].includes(resolved.hostname));
      }),
      { numRuns: 20_000, seed: 14 },
    );
  });
});
