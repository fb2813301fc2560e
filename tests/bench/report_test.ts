import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { isMet, judged, type Measurement } from "../../bench/measurement.ts";
import { peersTableOf, tableOf } from "../../bench/report.ts";
import { median, ratioOf, takeTurns } from "../../bench/turns.ts";

const AGAINST: Measurement = { measure: "a", unit: "ms", ours: 3, reference: 2, against: "C" };

describe("isMet()", () => {
  it("judges the ratio where there is a reference, and else our own figure", () => {
    assertEquals(judged(AGAINST), 1.5);
    assertEquals(isMet({ ...AGAINST, bar: { atMost: 1.5 } }), true);
    assertEquals(isMet({ ...AGAINST, bar: { atMost: 1.4 } }), false);
    assertEquals(isMet({ ...AGAINST, bar: { atLeast: 1.6 } }), false);
    assertEquals(isMet({ measure: "b", unit: "rows/s", ours: 7, bar: { atLeast: 7 } }), true);
    assertEquals(isMet(AGAINST), undefined);
  });
});

describe("takeTurns()", () => {
  it("runs each contender once a round and leaves warm-up rounds out", async () => {
    const order: string[] = [];
    const contenders = { a: () => order.push("a"), b: () => Promise.resolve(order.push("b")) };
    const times = await takeTurns(contenders, { rounds: 2, warmUp: 1 });
    assertEquals(order.join(""), "ababab");
    assertEquals([times.a.length, times.b.length], [2, 2]);
  });

  it("gives the median of the rounds' own ratios", () => {
    assertEquals([median([3, 1, 2]), median([4, 1, 2, 3])], [2, 2.5]);
    assertEquals(ratioOf([2, 20, 6], [1, 10, 2]), { ours: 6, reference: 3 });
  });
});

describe("tableOf()", () => {
  it("writes one line a measurement, with what is missed in capitals", () => {
    const table = tableOf([
      { ...AGAINST, bar: { atMost: 1.4 } },
      { measure: "b", unit: "rows/s", ours: 1_234_567.8, bar: { atLeast: 1_000_000 } },
    ]);
    const cells = table.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
    assertEquals(cells[2], ["", "a", "3 ms", "2 ms (C)", "1.5", "at most 1.4", "MISSED", ""]);
    assertEquals(cells[3], [
      ...["", "b", "1,234,568 rows/s", "", ""],
      ...["at least 1,000,000", "met", ""],
    ]);
  });
});

describe("peersTableOf()", () => {
  it("leaves the figures of a peer that has none empty, and says why", () => {
    const about = { peer: "p", version: "1.0.0", what: "w", installedBytes: 2_500_000 };
    const table = peersTableOf([{ ...about, note: "not done after 300 s" }]);
    const cells = table.split("\n")[2]!.split("|").map((cell) => cell.trim());
    assertEquals(cells, [
      "",
      "p 1.0.0: w",
      "",
      "",
      "",
      "",
      "",
      "2.5 MB",
      "not done after 300 s",
      "",
    ]);
  });
});
