/**
 * Where the frames of zstd data end (RFC 8878, section 3.1), told from their headers alone: decoders
 * say neither that data are cut short nor that something follows a frame.
 *
 * @module
 */

const FRAME_MAGIC = 0xfd2fb528;
/** Frames that hold no data: these 16 magic numbers. */
const SKIPPABLE_MAGIC = 0x184d2a50;

const DICTIONARY_BYTES = [0, 1, 2, 4];
const RUN_BLOCK = 1;

/** Which header comes next. */
type Header = "magic" | "skippable" | "descriptor" | "block";
const HEADER_BYTES: Record<Header, number> = { magic: 4, skippable: 4, descriptor: 1, block: 3 };

/** Walks over frames as their bytes come in, in whatever pieces. */
export class ZstdFrames {
  #header: Header = "magic";
  /** The bytes of the header so far, the first lowest, and how many they are. */
  #value = 0;
  #have = 0;
  /** Bytes to pass over before the next header. */
  #skip = 0;
  #isLastBlock = false;
  #hasChecksum = false;
  /** Frames that have ended. */
  count = 0;

  /** True if no frame has begun that has not ended. */
  get isBetween(): boolean {
    return this.#header === "magic" && this.#have === 0;
  }

  /**
   * Walks to the end of the frame, or of the piece.
   *
   * @returns how many bytes of the piece belong to the frame, which may go on in the next piece
   * @throws {SyntaxError} where a frame should begin and does not
   */
  take(piece: Uint8Array): number {
    for (let at = 0;;) {
      if (this.#skip > 0 || this.#isLastBlock) {
        const passed = Math.min(this.#skip, piece.length - at);
        at += passed;
        this.#skip -= passed;
        if (this.#skip > 0) return at;
        if (this.#isLastBlock) {
          this.#isLastBlock = false;
          this.#next("magic");
          this.count++;
          return at;
        }
      }
      if (at === piece.length) return at;
      this.#value += piece[at++]! * 2 ** (8 * this.#have++);
      if (this.#have === HEADER_BYTES[this.#header]) this.#read(this.#value);
    }
  }

  #next(header: Header): void {
    this.#header = header;
    this.#have = this.#value = 0;
  }

  #read(value: number): void {
    switch (this.#header) {
      case "magic":
        if (value === FRAME_MAGIC) return this.#next("descriptor");
        if (value - value % 16 === SKIPPABLE_MAGIC) return this.#next("skippable");
        throw new SyntaxError("no frame begins here");
      case "skippable":
        this.#skip = value;
        this.#isLastBlock = true;
        return;
      case "descriptor": {
        const isSingle = (value >>> 5 & 1) === 1;
        const contentSize = [isSingle ? 1 : 0, 2, 4, 8][value >>> 6]!;
        this.#skip = (isSingle ? 0 : 1) + DICTIONARY_BYTES[value & 3]! + contentSize;
        this.#hasChecksum = (value >>> 2 & 1) === 1;
        return this.#next("block");
      }
      case "block": {
        const isLast = (value & 1) === 1;
        this.#skip = (value >>> 1 & 3) === RUN_BLOCK ? 1 : value >>> 3;
        if (isLast && this.#hasChecksum) this.#skip += 4;
        this.#isLastBlock = isLast;
        return this.#next("block");
      }
    }
  }
}
