/**
 * Stand-in for the JSR package `@std/encoding` where JSR cannot be reached: the parts Rote uses,
 * taken from the npm package `deno-std` (the same library without types) and typed here by hand.
 * Not a fork: it adds nothing, and deleting `links` in the root `deno.json` replaces it.
 *
 * @module
 */
export * from "./base64.ts";
export * from "./base64url.ts";
export * from "./hex.ts";
