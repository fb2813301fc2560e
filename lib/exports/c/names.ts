/**
 * What the parts of a generated C file are called. Everything has the model's name in front, so that
 * several models fit into one program.
 *
 * @module
 */

import { identifierOf } from "../header.ts";

/** A C type of wire numbers. */
export type WireType = "u8" | "u16";

/** The names for one model. */
export class Names {
  /** In front of functions and arrays. */
  readonly prefix: string;
  /** In front of macros. */
  readonly macro: string;

  constructor(model: string) {
    this.prefix = identifierOf(model);
    this.macro = this.prefix.toUpperCase();
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
    return `${this.prefix}_wires_${layer}`;
  }

  /** The truth tables of a layer, counted from 1. */
  tables(layer: number): string {
    return `${this.prefix}_tables_${layer}`;
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
