import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { ApiKeys } from "../../../models/operating/api_keys.ts";

const SECRETS = ["0123456789abcdef", "fedcba9876543210", "a-z._~+/0123456789=="];

describe("ApiKeys", () => {
  it("gives a secret without scopes all of them, and others those that they name", () => {
    const keys = new ApiKeys(`${SECRETS[0]}, read+predict:${SECRETS[1]}\ntrain:${SECRETS[2]}`);
    const scopesOf = (secret: string) => [...keys.find(secret)?.scopes ?? []];
    assertEquals(SECRETS.map(scopesOf), [["read", "predict", "train"], ["read", "predict"], [
      "train",
    ]]);
    assertEquals(keys.find("0123456789abcdeF"), undefined);
    assertEquals(keys.find(""), undefined);
  });

  it("names a key by something that is not its secret", () => {
    const ids = new ApiKeys(SECRETS.join(",")).find(SECRETS[0]!)!.id;
    assertEquals([ids.length, SECRETS[0]!.includes(ids)], [8, false]);
  });

  it("opens everything without keys, and what it is told to with them", () => {
    const none = new ApiKeys(" ");
    assertEquals([none.isEmpty, none.isOpen("train")], [true, true]);
    const some = new ApiKeys(SECRETS[0]!, ["predict"]);
    assertEquals([some.isEmpty, some.isOpen("predict"), some.isOpen("read")], [false, true, false]);
  });

  it("says which key is wrong, and not how it reads", () => {
    const message = (written: string) => assertThrows(() => new ApiKeys(written), Error).message;
    assertEquals(message(`${SECRETS[0]},short`).startsWith("key 2: a secret is at least 16"), true);
    assertEquals(message(`write:${SECRETS[0]}`).startsWith("key 1: what stands before"), true);
    assertEquals(message(`${SECRETS[0]} read:${SECRETS[0]}`), "has a key twice");
  });
});
