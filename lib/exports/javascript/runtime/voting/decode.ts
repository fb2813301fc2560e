/**
 * What a runtime for networks that vote needs whose blob may come from anyone.
 *
 * @module
 */

export { decodeVoting as decode } from "../../../../kinds/voting/decode.ts";
export { createVotingModel as create } from "../../../../edge/voting.ts";
