/**
 * Errors that nobody caught, of a thread: told to its owner in place of the runtime's own prose on
 * standard error. What the thread was at is lost, so it ends afterwards.
 *
 * @module
 */

/**
 * Tells of errors and rejections that nobody catches in this thread.
 *
 * @param tell is given what was thrown
 */
export function catchUncaught(tell: (error: unknown) => void): void {
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    tell(event.error ?? event.message);
  });
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    tell(event.reason);
  });
}
