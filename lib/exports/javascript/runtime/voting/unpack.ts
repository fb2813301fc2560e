/**
 * What a runtime for networks that vote needs that knows its blob to be whole.
 *
 * @module
 */

export { unpackVoting as unpack } from "../../../../blob/unpack_voting.ts";
export { createVotingModel as create } from "../../../../edge/voting.ts";
