/**
 * What a runtime for networks that vote needs that knows its blob to be whole.
 *
 * @module
 */

export { unpackVoting as unpack } from "../../../../kinds/voting/unpack.ts";
export { createVotingModel as create } from "../../../../edge/voting.ts";
