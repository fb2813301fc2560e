/**
 * What the parts of a generated C file are called. Everything has the model's name in front, so that
 * several models fit into one program.
 *
 * @module
 */

import { identifierOf } from "../names.ts";

/** A C type of wire numbers. */
export type WireType = "u8" | "u16";

/** The names for one model. */
export class Names {
  /** In front of functions and arrays. */
  readonly prefix: string;
  /** In front of macros. */
  readonly macro: string;
  /** The function that predicts one row; that for many has `_batch` behind it. */
  readonly predict: string;
  /** In front of the arrays of one network of several. */
  readonly #part: string;

  private constructor(prefix: string, predict = "predict", part = "") {
    this.prefix = prefix;
    this.macro = this.prefix.toUpperCase();
    this.predict = `${this.prefix}_${predict}`;
    this.#part = part;
  }

  /** The names for the model of a name. */
  static of(model: string): Names {
    return new Names(identifierOf(model));
  }

  /** The same names where an encoder stands in front: what is inside predicts from bits. */
  ofBits(): Names {
    return new Names(this.prefix, "predict_bits");
  }

  /** The same names with arrays of their own, for one pair of classes. */
  ofPair(pair: number): Names {
    return new Names(this.prefix, "predict", `pair_${pair}_`);
  }

  /** The function that gives what a row reaches in a network. */
  get reached(): string {
    return `${this.prefix}_${this.#part}reached`;
  }

  /** What a network says for its class 1, for each number that rows may reach. */
  get votes(): string {
    return `${this.prefix}_${this.#part}votes`;
  }

  /** The function that gives the address of a LUT of some arity. */
  address(arity: number, type: WireType): string {
    return `${this.prefix}_address_${arity}_${type}`;
  }

  /** The function that looks up a layer of LUTs of some arity. */
  layer(arity: number, type: WireType): string {
    return `${this.prefix}_layer_${arity}_${type}`;
  }

  /** The wire numbers of a layer, counted from 1. */
  wires(layer: number): string {
    return `${this.prefix}_${this.#part}wires_${layer}`;
  }

  /** The truth tables of a layer, counted from 1. */
  tables(layer: number): string {
    return `${this.prefix}_${this.#part}tables_${layer}`;
  }
}

/** Wires over so many outputs in the smallest type. */
export function wiresAs(below: number, wires: Uint16Array): Uint8Array | Uint16Array {
  return wireType(below) === "u8" ? Uint8Array.from(wires) : wires;
}

/** The smallest type for wires over so many outputs. */
export function wireType(below: number): WireType {
  return below <= 256 ? "u8" : "u16";
}
