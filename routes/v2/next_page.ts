/**
 * How an answer in pages names the next one, where nothing else fits into its body.
 *
 * @module
 */

/** Names the page behind this one; the answer itself is a bare list, in which nothing else fits. */
export const NEXT_HEADER = "Rote-Next";
