/**
 * Tests of one rung of the decoder's ladder: the many ways into it, beyond the abuse file.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeNetwork } from "../../../../../lib/kinds/network/decode.ts";
import type { BlobErrorCode } from "../../../../../lib/errors.ts";
import { assertRefused } from "../../../assertions.ts";
import { writeFaults } from "../../../blob/abuse.ts";
import type { Draft } from "./draft.ts";
import { refusalOf } from "./second_ladder.ts";

/** One way into a rung. */
export type Case = [what: string, fault: (draft: Draft) => void];

/** Tests that `decodeNetwork` and the document refuse each case with `code`. */
export function refuses(code: BlobErrorCode, cases: Case[]): void {
  describe(`${code} refuses`, () => {
    for (const [what, fault] of cases) {
      it(what, () => {
        const bytes = writeFaults(fault);
        assertRefused(code, () => decodeNetwork(bytes));
        assertEquals(refusalOf(bytes), code);
      });
    }
  });
}
