/**
 * A client of the soak that waits for its answers, but not for ever.
 *
 * @module
 */

import type { Answer } from "../clients/answer_reader.ts";
import { SoakConnection } from "../clients/connection.ts";
import type { SoakRequest } from "../clients/message.ts";

/** Asks over one connection, and opens another when that one has ended. */
export class PatientClient {
  readonly #port: number;
  #connection: SoakConnection | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** Nothing if no whole answer comes in so many milliseconds. */
  async ask(request: SoakRequest, patience: number): Promise<Answer | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) =>
      timer = setTimeout(() => resolve(undefined), patience)
    );
    const answer = await Promise.race([late, this.#exchange(request)]);
    clearTimeout(timer);
    if (!answer) {
      this.#connection?.close();
      this.#connection = undefined;
    }
    return answer;
  }

  async #exchange(request: SoakRequest): Promise<Answer | undefined> {
    try {
      if (!this.#connection?.isOpen) this.#connection = await SoakConnection.open(this.#port);
      return await this.#connection.exchange(request);
    } catch {
      return undefined;
    }
  }
}
