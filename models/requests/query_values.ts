/**
 * Values as a query has them, which is text, as zod schemas.
 *
 * @module
 */

import { z } from "zod";
import { quote } from "../../lib/mod.ts";

/** A number written in a query; an empty one is not 0. */
export const queryNumber = z.string().transform((text, context) => {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  context.addIssue({ code: "custom", message: `expected a number, not ${quote(text)}` });
  return z.NEVER;
});

/** A count of rows or features written in a query. */
export const queryCount = queryNumber.refine((value) => Number.isSafeInteger(value) && value >= 0, {
  error: "expected a whole number",
});

const flag = z.enum(["true", "false"]);

/** Yes or no. */
export const queryFlag = flag.transform((text) => text === "true");

/** Yes or no, and what it is if nobody says. */
export function flagOr(usual: boolean) {
  return flag.default(usual ? "true" : "false").transform((text) => text === "true");
}
