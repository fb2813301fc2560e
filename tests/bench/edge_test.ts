/**
 * The edge benchmark's own parts: they must be right before its figures mean anything.
 *
 * @module
 */
import { assertEquals, assertRejects } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { compileDriver } from "../../bench/edge/c.ts";
import { aboveEmpty, answerOnce, isThere } from "../../bench/edge/cold_process.ts";
import { type EdgeLine, sizeOf, weigh } from "../../bench/edge/edge_report.ts";
import { type EdgeScene, exportInto, openScene } from "../../bench/edge/edge_scene.ts";
import { isMet } from "../../bench/measurement.ts";
import {
  type DenseNetwork,
  HIDDEN,
  INPUTS,
  makeUpNetwork,
  predictPlainly,
} from "../../bench/peers/edge/dense.ts";
import { layersModel, layersWeights } from "../../bench/peers/edge/layers_model.ts";
import { onnxModel } from "../../bench/peers/edge/onnx.ts";
import { edgeTableOf } from "../../bench/report.ts";
import { predictMargins } from "../../lib/mod.ts";
import { randomData } from "../lib/random_data.ts";

const hasCompiler = await isThere("cc");

describe("the edge benchmark", () => {
  let parent: string;
  let scene: EdgeScene;

  beforeAll(async () => {
    parent = await Deno.makeTempDir();
    const data = randomData(1, { rows: 300, features: 29 });
    const shape = { hiddenLayers: 2, width: 17, arity: 5 };
    scene = await openScene(`${parent}/scene`, { training: data, test: data }, shape);
  });
  afterAll(() => Deno.remove(parent, { recursive: true }));

  it("weighs the main file of an export", async () => {
    const { path, line } = await exportInto(scene, "es-module");
    const bytes = await Deno.readFile(path);
    assertEquals(line.bytes, bytes.length);
    assertEquals(line.note, "digits.mjs");
    const both = await weigh([path, path]);
    assertEquals([both.bytes, both.gzip], [2 * line.bytes, 2 * line.gzip]);
  });

  it("takes an answer of a fresh process, and no other", async () => {
    const { path } = await exportInto(scene, "es-module");
    const { bits, label } = scene.first;
    const command = [Deno.execPath(), "run", "-A", "--no-config"];
    await answerOnce(command, path, { bits, label });
    await assertRejects(
      () => answerOnce(command, path, { bits, label: 1 - label }),
      Error,
      `answered ${label}`,
    );
  });

  it({
    name: `has a driver that gives C's answers${
      hasCompiler ? "" : " (skipped: there is no C compiler, cc)"
    }`,
    ignore: !hasCompiler,
    async fn() {
      const driver = await compileDriver(scene, (await exportInto(scene, "c")).path);
      if (typeof driver === "string") throw new Error(driver);
      const { labels } = await driver.drive(1);
      assertEquals(labels, predictMargins(scene.source.model, scene.rows).labels);
    },
  });
});

describe("aboveEmpty()", () => {
  it("is the median of the rounds' own differences", () => {
    assertEquals(aboveEmpty({ ours: [10, 50, 33], empty: [9, 10, 30] }), 3);
  });
});

describe("edgeTableOf()", () => {
  const line: EdgeLine = { what: "blif", bytes: 12_345, gzip: 678, note: "m.blif" };

  it("leaves what is not known of a target empty", () => {
    const cells = edgeTableOf([line]).split("\n")[2]!.split("|").map((cell) => cell.trim());
    assertEquals(cells, ["", "blif", "12,345", "678", "", "", "", "m.blif", ""]);
  });

  it("has sizes that can be judged", () => {
    assertEquals(isMet(sizeOf(line, 12_345)), true);
    assertEquals(isMet(sizeOf(line, 12_344)), false);
    assertEquals(isMet(sizeOf(line)), undefined);
  });
});

describe("the peers' model", () => {
  /** One input counts, by one hidden unit. */
  const simple: DenseNetwork = {
    hiddenWeights: new Float32Array(INPUTS * HIDDEN).fill(1, 3 * HIDDEN + 2, 3 * HIDDEN + 3),
    hiddenBias: new Float32Array(HIDDEN),
    outputWeights: new Float32Array(HIDDEN).fill(2, 2, 3),
    outputBias: Float32Array.of(1),
  };

  it("answers as a dense network with ReLU and sigmoid", () => {
    const rows = new Float32Array(3 * INPUTS);
    rows[3] = 0.5;
    rows[INPUTS + 3] = -0.5;
    const sigmoid = (sum: number) => Math.fround(1 / (1 + Math.exp(-sum)));
    assertEquals([...predictPlainly(simple, rows)], [sigmoid(2), sigmoid(1), sigmoid(1)]);
  });

  it("is one ONNX message that ends where it should, with the weights in it", () => {
    const network = makeUpNetwork();
    const fields = fieldsOf(onnxModel(network));
    assertEquals(Array.from(fields, ({ number }) => number), [1, 8, 7]);
    const graph = fieldsOf(fields[2]!.bytes);
    const tensors = graph.filter(({ number }) => number === 5).map(({ bytes }) => fieldsOf(bytes));
    const raw = tensors.map((tensor) => tensor.find(({ number }) => number === 9)!.bytes);
    assertEquals(raw[0], new Uint8Array(network.hiddenWeights.buffer));
    assertEquals(raw.map(({ length }) => length / 4), [INPUTS * HIDDEN, HIDDEN, HIDDEN, 1]);
  });

  it("has as many weights in a layers model as its specifications say", () => {
    const sizes = layersModel().weightSpecs.map(({ shape }) => shape.reduce((a, b) => a * b));
    const all = sizes.reduce((a, b) => a + b);
    assertEquals(layersWeights(makeUpNetwork()).length, 4 * all);
  });
});

/** The fields of a message of protocol buffers; a number has no bytes. */
function fieldsOf(message: Uint8Array): { number: number; bytes: Uint8Array }[] {
  const fields = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0;; shift += 7) {
      const byte = message[at++]!;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    const value = varint();
    const length = (key & 7) === 2 ? value : 0;
    fields.push({ number: key >>> 3, bytes: message.slice(at, at + length) });
    at += length;
  }
  assertEquals(at, message.length);
  return fields;
}
