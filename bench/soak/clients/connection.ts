/**
 * A connection of the soak's client: sends a request and reads its answer, one after the other.
 *
 * @module
 */

import { type Answer, AnswerReader } from "./answer_reader.ts";
import type { SoakRequest } from "./message.ts";

/** An open connection. */
export class SoakConnection {
  readonly #connection: Deno.TcpConn;
  readonly #reader: AnswerReader;
  /** False once no more can be sent. */
  isOpen = true;

  constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
    this.#reader = new AnswerReader(connection);
    // A body must not wait for word that its head has arrived.
    connection.setNoDelay();
  }

  /** Connects to a server on this machine. */
  static async open(port: number): Promise<SoakConnection> {
    return new SoakConnection(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  /** Sends a request. Nothing comes back if the connection was cut, by either side. */
  async exchange({ parts, isCut, isPartial }: SoakRequest): Promise<Answer | undefined> {
    let isSent = false;
    // A server that refuses early may not take the rest, so its answer is read meanwhile.
    const sending = this.#send(parts).then(() => isSent = true, () => {});
    let answer: Answer | undefined;
    if (isCut) {
      await sending;
    } else {
      answer = await this.#reader.next().catch(() => undefined);
    }
    const isLast = isPartial || !isSent || answer?.headers.get("connection") === "close";
    if (isLast || !answer) this.close();
    return answer;
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#connection.close();
  }

  async #send(parts: readonly Uint8Array[]): Promise<void> {
    for (const part of parts) {
      for (let sent = 0; sent < part.length;) {
        sent += await this.#connection.write(part.subarray(sent));
      }
    }
  }
}
