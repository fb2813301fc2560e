/**
 * What a runtime for models of numbers and categories needs that knows its blob to be whole. It is
 * built for each kind of models inside: `../network/` then is the folder of that kind.
 *
 * @module
 */

import { unpackEncoded } from "../../../../encoders/unpack_blob.ts";
import { createEncodedModel } from "../../../../edge/encoded.ts";
import { create as createInside, unpack as unpackInside } from "../network/unpack.ts";

/** An encoder, and what reads its bits. */
interface Encoded {
  readonly encoder: Parameters<typeof createEncodedModel>[0];
  readonly model: Parameters<typeof createInside>[0];
}

/** Reads a blob. */
export function unpack(bytes: Uint8Array, classes: readonly string[]): Encoded {
  const { encoder, inner } = unpackEncoded(bytes);
  return { encoder, model: unpackInside(inner, classes) };
}

/** Makes a model of what was read. */
export function create({ encoder, model }: Encoded): ReturnType<typeof createEncodedModel> {
  return createEncodedModel(encoder, createInside(model));
}
