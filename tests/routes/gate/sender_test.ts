import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { RoteError } from "../../../lib/mod.ts";
import { ApiKeys } from "../../../models/operating/api_keys.ts";
import { addressOf, authorize } from "../../../routes/gate/sender.ts";

const ALL = "0123456789abcdef";
const READER = "fedcba9876543210";
const keys = new ApiKeys(`${ALL} read:${READER}`, ["predict"]);

function asking(headers: Record<string, string> = {}): Request {
  return new Request("http://127.0.0.1/", { headers });
}
const codeOf = (work: () => unknown) => (assertThrows(work, RoteError) as RoteError).code;

describe("authorize()", () => {
  it("lets a key do what its scopes allow, and no more", () => {
    const reader = asking({ Authorization: `Bearer ${READER}` });
    assertEquals(authorize(reader, keys, "read")?.scopes, new Set(["read"] as const));
    assertEquals(codeOf(() => authorize(reader, keys, "train")), "key_scope_missing");
    assertEquals(
      authorize(asking({ Authorization: `bearer  ${ALL} ` }), keys, "train")?.id.length,
      8,
    );
  });

  it("needs no key for what is open, but no wrong one either", () => {
    assertEquals(authorize(asking(), keys, "predict"), undefined);
    const wrong = asking({ Authorization: "Bearer nobody" });
    assertEquals(codeOf(() => authorize(wrong, keys, "predict")), "key_not_valid");
  });

  it("refuses a request without a key, and one with another scheme, without saying the secret", () => {
    assertEquals(codeOf(() => authorize(asking(), keys, "read")), "key_missing");
    for (const header of ["Basic abc", "Bearer", `Bearer ${ALL} ${ALL}`, `Bearer ${ALL}x`]) {
      const request = asking({ Authorization: header });
      const error = assertThrows(() => authorize(request, keys, "read"), RoteError) as RoteError;
      assertEquals([error.code, error.message.includes(ALL)], ["key_not_valid", false]);
    }
  });

  it("lets any key do where one is needed, whichever it is", () => {
    const reader = asking({ Authorization: `Bearer ${READER}` });
    assertEquals(authorize(reader, keys, "any")?.scopes, new Set(["read"] as const));
    assertEquals(codeOf(() => authorize(asking(), keys, "any")), "key_missing");
  });
});

describe("addressOf()", () => {
  const connection = { remoteAddr: { hostname: "10.0.0.1" } };
  const forwarded = asking({ "X-Forwarded-For": "6.6.6.6, 1.1.1.1, 2.2.2.2" });

  it("believes X-Forwarded-For as far as proxies of our own have written it", () => {
    const address = (proxies: number) => addressOf(forwarded, connection, proxies);
    assertEquals([0, 1, 2, 3].map(address), ["10.0.0.1", "2.2.2.2", "1.1.1.1", "6.6.6.6"]);
    assertEquals(address(4), "10.0.0.1");
    assertEquals(addressOf(asking(), connection, 1), "10.0.0.1");
    assertEquals(addressOf(asking(), undefined, 0), "unknown");
  });
});
