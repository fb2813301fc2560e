/**
 * A training request whose rows are numbers and categories: rows that are encoded with what was
 * fitted to those that are trained on.
 *
 * @module
 */

import {
  DEFAULT_ENCODER,
  type EncodedData,
  encodeForTrainingInSteps,
  type EncoderSettings,
  type Offender,
  RoteError,
  type ValueSet,
} from "../../lib/mod.ts";

/** Bytes of bits that the values of one request may become (256 MiB), while others are answered. */
const MAX_ENCODED_BYTES = 268_435_456;

/** What a request may say of an encoder. */
export interface EncoderFields {
  readonly thresholds?: EncoderSettings["thresholds"] | undefined;
  readonly bits?: number | undefined;
}

/**
 * Encodes the rows of a request, in steps between which others may run. Rows are held out here, and none by the job.
 *
 * @param mostBits features that the service takes
 * @param where says of a column, and maybe a row, where it stands in the request
 * @throws {RoteError} as `encodeForTraining`
 */
export function* encodeRequest(
  data: ValueSet,
  fields: EncoderFields,
  run: { readonly seed: number; readonly holdout?: number },
  mostBits: number,
  where: (place: Offender) => Partial<Offender> = () => ({}),
): Generator<void, EncodedData> {
  const encoder = {
    thresholds: fields.thresholds ?? DEFAULT_ENCODER.thresholds,
    bits: fields.bits ?? DEFAULT_ENCODER.bits,
  };
  try {
    const bounds = { mostBits, mostBytes: MAX_ENCODED_BYTES };
    return yield* encodeForTrainingInSteps(data, { encoder, ...run, ...bounds });
  } catch (error) {
    if (!(error instanceof RoteError)) throw error;
    const offenders = error.offenders.map((offender) => ({ ...offender, ...where(offender) }));
    throw new RoteError(error.code, error.message, offenders);
  }
}
