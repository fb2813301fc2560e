import { assertEquals } from "@std/assert";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { CurrentVersions } from "../../../models/store/current_versions.ts";

describe("CurrentVersions", () => {
  let stored: Map<string, string>;
  let reads: string[];
  let foreignWrites: number;
  let time: number;
  let versions: CurrentVersions;
  beforeEach(() => {
    stored = new Map([["m", "1"], ["n", "7"]]);
    reads = [];
    foreignWrites = 0;
    time = 1_000;
    versions = new CurrentVersions({
      read: (model) => {
        reads.push(model);
        return stored.get(model);
      },
      foreignWrites: () => foreignWrites,
    }, () => time);
  });

  it("asks for a version once", () => {
    assertEquals([1, 2, 3].map(() => versions.find("m")), ["1", "1", "1"]);
    assertEquals(reads, ["m"]);
  });

  it("asks again for a model that was forgotten, and for that one only", () => {
    versions.find("m");
    versions.find("n");
    stored.set("m", "2");
    versions.forget("m");
    assertEquals([versions.find("m"), versions.find("n")], ["2", "7"]);
    assertEquals(reads, ["m", "n", "m"]);
  });

  it("does not remember that a model is not there", () => {
    assertEquals(versions.find("new"), undefined);
    stored.set("new", "1");
    assertEquals(versions.find("new"), "1");
  });

  it("forgets all once another process has written", () => {
    versions.find("m");
    stored.set("m", "2");
    foreignWrites++;
    time += 99;
    assertEquals(versions.find("m"), "1");
    time += 1;
    assertEquals(versions.find("m"), "2");
  });

  it("asks for foreign writes when the clock was set back, too", () => {
    versions.find("m");
    stored.set("m", "2");
    foreignWrites++;
    time = 0;
    assertEquals(versions.find("m"), "2");
  });

  it("holds a bounded number of models", () => {
    for (let model = 0; model < 20_001; model++) stored.set(`${model}`, "1");
    for (let model = 0; model < 10_001; model++) versions.find(`${model}`);
    versions.find("0");
    assertEquals(reads.filter((model) => model === "0").length, 2);
  });
});
