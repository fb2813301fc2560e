/**
 * Reads server-sent events as a client does, only that nothing is lost on the way: comments are told,
 * too.
 *
 * @module
 */

/** One block of a stream: an event, a comment, or the time to wait before asking again. */
export interface Block {
  readonly id?: number;
  readonly event?: string;
  // deno-lint-ignore no-explicit-any -- whatever the service says
  readonly data?: any;
  readonly retry?: number;
  readonly comment?: string;
}

/** The blocks of a stream, one by one. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #text = "";

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.#reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** The next block; nothing at the end. */
  async next(): Promise<Block | undefined> {
    for (;;) {
      const end = this.#text.indexOf("\n\n");
      if (end >= 0) {
        const block = toBlock(this.#text.slice(0, end));
        this.#text = this.#text.slice(end + 2);
        return block;
      }
      const { done, value } = await this.#reader.read();
      if (done && this.#text !== "") throw new Error(`The stream breaks off: ${this.#text}`);
      if (done) return undefined;
      this.#text += value;
    }
  }

  /** All that is still to come. */
  async rest(): Promise<Block[]> {
    const blocks: Block[] = [];
    for (let block; (block = await this.next());) blocks.push(block);
    return blocks;
  }

  /** Goes away. */
  cancel(): Promise<void> {
    return this.#reader.cancel();
  }
}

function toBlock(text: string): Block {
  return Object.fromEntries(
    text.split("\n").map((line) => {
      const colon = line.indexOf(": ");
      const [name, value] = [line.slice(0, colon), line.slice(colon + 2)];
      switch (name) {
        case "":
          return ["comment", value];
        case "data":
          return [name, JSON.parse(value)];
        case "event":
          return [name, value];
        case "id":
        case "retry":
          return [name, Number(value)];
        default:
          throw new Error(`No line of an event: ${line}`);
      }
    }),
  );
}
