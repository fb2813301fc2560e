import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { RoteError } from "../../../lib/mod.ts";
import { Shares, WHOLE } from "../../../models/operating/shares.ts";
import { WorkLedger } from "../../../models/operating/work_ledger.ts";

const work = (seconds: number) => ({ what: "Predicting 3 rows", time: seconds * 1e9 });
const refused = (begin: () => unknown) => {
  const { code, message } = assertThrows(begin, RoteError) as RoteError;
  assertStringIncludes(message, "Predicting 3 rows takes about ");
  return code;
};

describe("WorkLedger", () => {
  it("refuses what is too much for one request, before it is begun", () => {
    const ledger = new WorkLedger(5, WHOLE);
    assertEquals(refused(() => ledger.begin("", work(5.1))), "too_much_work");
    ledger.begin("", work(5))();
  });

  it("bounds what one client has under way, and leaves room for others", () => {
    const ledger = new WorkLedger(4, new Shares(0.5, { size: 2 }));
    const end = ledger.begin("one", work(1.5));
    assertEquals(refused(() => ledger.begin("one", work(1))), "too_busy");
    ledger.begin("one", work(0.5));
    ledger.begin("two", work(4));
    assertEquals(refused(() => ledger.begin("three", work(3))), "too_busy");
    end();
    ledger.begin("three", work(3));
  });

  it("lets one request in that takes more than a share, when its client has nothing else", () => {
    const ledger = new WorkLedger(4, new Shares(0.5, { size: 2 }));
    const end = ledger.begin("one", work(3.5));
    assertEquals(refused(() => ledger.begin("one", work(0.1))), "too_busy");
    end();
    ledger.begin("one", work(0.1));
  });
});
