/**
 * The resident memory of a service, as it says itself, once a second.
 *
 * @module
 */

/** Starts to look; `stop` gives what was seen, in bytes. */
export function watchMemory(url: string): { stop(): Promise<number[]> } {
  const samples: number[] = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const next = new Promise((resolve) => setTimeout(resolve, 1_000));
      const text = await (await fetch(`${url}/metrics`)).text();
      samples.push(Number(/^rote_resident_memory_bytes (\S+)$/m.exec(text)![1]));
      await next;
    }
    return samples;
  })();
  return {
    stop() {
      isOver = true;
      return watching;
    },
  };
}
