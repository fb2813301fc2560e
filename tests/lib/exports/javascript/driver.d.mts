/** Labels and scores. */
interface Answers {
  readonly labels: Uint8Array;
  readonly scores: Float64Array;
}

/** The SHA-256 of labels and scores, bit for bit, in hex. */
export function digest(answers: Answers): Promise<string>;
