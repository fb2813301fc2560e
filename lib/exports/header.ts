/**
 * What each generated file says at its top: model, version, shape and licence, in ASCII and in a form
 * that ends no comment of any language.
 *
 * @module
 */

import { bitModelOf, isEncoded, type Model } from "../any_model.ts";
import type { LayerSize } from "../blob/layout.ts";
import type { Encoder } from "../encoders/encoder.ts";
import { describeModel } from "../kinds/mod.ts";
import type { ExportSource } from "./exported.ts";

/** Layers whose sizes are told. */
const MOST_LAYERS = 6;

/** The lines of the header, without the signs of a comment. */
export function headerLines({ name, version, model }: ExportSource, what: string): string[] {
  return [
    `${name}: ${what}`,
    `Version ${version}`,
    ...(isEncoded(model) ? [columnsOf(model.encoder)] : []),
    shapeOf(model),
    `Classes: ${model.classes.map(quoted).join(", ")}`,
    "Licence: this file, made by Rote, is yours, to use under any terms.",
  ];
}

/** The shape of a model in a sentence. */
export function shapeOf(model: Model): string {
  const { features, classes } = model;
  const { layers, facts } = describeModel(bitModelOf(model));
  const what = facts.method === "boosted"
    ? `; ${count(facts.tables, "table")} of ${count(facts.arity, "wire")} for ` +
      `${count(facts.splits, "split")} of ${classes.length} classes`
    : `; ${lutsOf(layers, facts.networks)}`;
  return `Shape: ${count(features, "feature")}${what}`;
}

function columnsOf({ columns }: Encoder): string {
  const numbers = columns.filter(({ kind }) => kind === "number").length;
  return `Reads ${count(columns.length, "column")}: ${numbers} of numbers, ` +
    `${columns.length - numbers} of categories`;
}

function lutsOf(layers: readonly LayerSize[], networks: number | undefined): string {
  const luts = layers.reduce((sum, { width }) => sum + width, 0);
  const shown = layers.length > MOST_LAYERS ? layers.slice(0, MOST_LAYERS) : layers;
  const sizes = shown.map(({ width, arity }) => `${width} x ${arity}`).join(", ") +
    (shown === layers ? "" : ", ...");
  return `${count(luts, "LUT")}${networks === undefined ? "" : ` of ${networks} networks`} in ` +
    `${count(layers.length, "layer")} (LUTs x wires: ${sizes})`;
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}

/** A name of a stranger's choice: quoted, in ASCII, without what could end a comment. */
export function quoted(name: string): string {
  return asciiJson(name).replace(/\*\//g, "*\\/").replace(/\/\*/g, "/\\u002a").replace(
    /\?\?/g,
    "?\\u003f",
  );
}

/** JSON in ASCII. Line separators, too, are escaped: JavaScript ends a comment there. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
