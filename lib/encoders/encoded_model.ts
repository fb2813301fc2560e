/**
 * An encoded model: a model that reads bits, and the encoder that makes them of raw values.
 *
 * @module
 */

import type { BitModel } from "../kinds/mod.ts";
import type { Encoder } from "./encoder.ts";

/** A model of raw values. */
export interface EncodedModel {
  /** Tells it from other models. */
  readonly kind: "encoded";
  /** What makes bits of raw values. */
  readonly encoder: Encoder;
  /** What reads the bits that the encoder makes. */
  readonly model: BitModel;
  /** Bits of a row, those of the encoder and of the model inside. */
  readonly features: number;
  /** The names of the classes of the model inside. */
  readonly classes: readonly string[];
  /** What the model inside says of the training. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Puts an encoder in front of a model that reads as many bits as it makes. */
export function withEncoder(encoder: Encoder, model: BitModel): EncodedModel {
  const { features, classes, metadata } = model;
  return { kind: "encoded", encoder, model, features, classes, metadata };
}
