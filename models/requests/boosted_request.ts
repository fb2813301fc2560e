/**
 * What a training request says of boosted tables, in its JSON or its query, as the engine wants it;
 * and which settings belong to which method. One that would be ignored is refused.
 *
 * @module
 */

import {
  type BoostedSettings,
  type BoostingRun,
  DEFAULT_STOPPING,
  type EarlyStopping,
  type InputShape,
  MAX_BOOSTED_CLASSES,
  MAX_PAIRWISE_CLASSES,
  type Offender,
  refuse,
  RoteError,
} from "../../lib/mod.ts";
import type { Method } from "../method.ts";
import { numbersOf } from "./network_request.ts";

/** How many classes a method tells apart. */
export function mostClasses(method: Method): number {
  return method === "boosted" ? MAX_BOOSTED_CLASSES : MAX_PAIRWISE_CLASSES;
}

/** A setting that may be left out. */
type Optional<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/** Boosted tables as JSON has them. */
export type BoostedFields = Optional<{
  tables: number;
  arity: number;
  rate: number;
  lambda: number;
  inputShape: readonly number[];
  patch: number;
  augment: { readonly shift: number; readonly flip: boolean };
  splits: number;
  earlyStopping: EarlyStopping;
}>;

/** Boosted tables as a query has them. */
export type BoostedQuery =
  & Omit<BoostedFields, "augment" | "inputShape" | "earlyStopping">
  & Optional<
    { inputShape: string; shift: number; flip: boolean; earlyStopping: number; patience: number }
  >;

/** The settings that a JSON body holds; the engine checks them. */
export function boostedOf(
  fields: BoostedFields,
  defaults: Omit<BoostedSettings, "seed">,
): Omit<BoostingRun, "seed"> {
  const { tables, arity, rate, lambda, inputShape, patch, augment, splits, earlyStopping } = fields;
  return {
    tables: tables ?? defaults.tables,
    arity: arity ?? defaults.arity,
    rate: rate ?? defaults.rate,
    lambda: lambda ?? defaults.lambda,
    ...(inputShape === undefined ? {} : { inputShape: inputShape as unknown as InputShape }),
    ...(patch === undefined ? {} : { patch }),
    ...(augment === undefined ? {} : { augment }),
    ...(splits === undefined ? {} : { splits }),
    ...(earlyStopping === undefined ? {} : { earlyStopping }),
  };
}

/**
 * The settings that a query holds: `inputShape=28x28x1`, `shift` and `flip` by themselves, and so the
 * share of `earlyStopping` and `patience`.
 */
export function boostedOfQuery(
  query: BoostedQuery,
  defaults: Omit<BoostedSettings, "seed">,
): Omit<BoostingRun, "seed"> {
  const { inputShape, shift, flip, earlyStopping: share, patience, ...fields } = query;
  const isAugmented = shift !== undefined || flip !== undefined;
  const stopsEarly = share !== undefined || patience !== undefined;
  return boostedOf({
    ...fields,
    ...(inputShape === undefined ? {} : { inputShape: numbersOf(inputShape) }),
    ...(isAugmented ? { augment: { shift: shift ?? 0, flip: flip ?? false } } : {}),
    ...(stopsEarly ? { earlyStopping: stoppingOf(share, patience) } : {}),
  }, defaults);
}

/** Early stopping, with what is usual for what is not said. */
function stoppingOf(share?: number, patience?: number): EarlyStopping {
  return {
    share: share ?? DEFAULT_STOPPING.share,
    patience: patience ?? DEFAULT_STOPPING.patience,
  };
}

/**
 * Checks that no setting of the other method is given.
 *
 * @param given by the names of the settings, or JSON pointers to them
 * @throws {RoteError} `request_not_valid`
 */
export function checkMethod(
  method: Method,
  given: { readonly network: Record<string, unknown>; readonly boosted: Record<string, unknown> },
): void {
  const others = Object.entries(method === "boosted" ? given.network : given.boosted);
  const field = others.find(([, value]) => value !== undefined && value !== false)?.[0];
  if (field === undefined) return;
  const detail = `${field} is not for method "${method}"`;
  throw refuse("request_not_valid", detail, { field });
}

/** Does some work, and says of what is refused meanwhile by which names the client knows it. */
export function naming<T>(names: Readonly<Record<string, string>>, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RoteError)) throw error;
    const rename = (offender: Offender): Offender => {
      const name = names[offender.field ?? ""];
      return name === undefined ? offender : { ...offender, field: name };
    };
    throw new RoteError(error.code, error.message, error.offenders.map(rename));
  }
}
