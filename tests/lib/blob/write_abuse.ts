/**
 * Writes the abuse files that are missing: `deno run -A tests/lib/blob/write_abuse.ts`.
 *
 * @module
 */
import { ENCODED_ABUSE } from "../encoders/blob_abuse.ts";
import { BOOSTED_ABUSE } from "../kinds/boosted/blob_abuse.ts";
import { NETWORK_ABUSE } from "../kinds/network/blob/abuse.ts";
import { PAIRWISE_ABUSE } from "../kinds/pairwise/blob_abuse.ts";
import { VOTING_ABUSE } from "../kinds/voting/blob_abuse.ts";

NETWORK_ABUSE.writeMissing();
VOTING_ABUSE.writeMissing();
PAIRWISE_ABUSE.writeMissing();
BOOSTED_ABUSE.writeMissing();
ENCODED_ABUSE.writeMissing();
