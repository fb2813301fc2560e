/**
 * What a runtime for models of numbers and categories needs whose blob may come from anyone. It is
 * built for each kind of models inside: `../network/` then is the folder of that kind.
 *
 * @module
 */

import { checkFeaturesOf, decodeEncoded } from "../../../../encoders/decode_blob.ts";
import { createEncodedModel } from "../../../../edge/encoded.ts";
import { create as createInside, decode as decodeInside } from "../network/decode.ts";

/** An encoder, and what reads its bits. */
interface Encoded {
  readonly encoder: Parameters<typeof createEncodedModel>[0];
  readonly model: Parameters<typeof createInside>[0];
}

/** Decodes a blob. */
export function decode(bytes: Uint8Array): Encoded {
  const { encoder, inner } = decodeEncoded(bytes);
  const model = decodeInside(inner);
  checkFeaturesOf(encoder, model.features);
  return { encoder, model };
}

/** Makes a model of what a blob decodes to. */
export function create({ encoder, model }: Encoded): ReturnType<typeof createEncodedModel> {
  return createEncodedModel(encoder, createInside(model));
}
