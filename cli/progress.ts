/**
 * How far something is, on stderr: a bar on a terminal, a line for every tenth otherwise (a log
 * file, a pipe).
 *
 * @module
 */

// @ts-types="@types/cli-progress"
import cliProgress from "cli-progress";
import { onInterrupt } from "./interrupt.ts";
import { writeErr } from "./terminal.ts";

/** Something that is under way. */
export interface Progress {
  /** @param fraction share that is done, 0 to 1; @param note what it is at, in a few words */
  update(fraction: number, note: string): void;
  /** Takes the bar away, or leaves the lines as they are. */
  stop(): void;
}

/** Starts showing the progress of what `title` names. */
export function startProgress(title: string, isTerminal = Deno.stderr.isTerminal()): Progress {
  return isTerminal ? startBar(title) : startLines(title);
}

function startBar(title: string): Progress {
  const bar = new cliProgress.SingleBar({
    format: `${title} [{bar}] {percentage}% {note}`,
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
  }, cliProgress.Presets.legacy);
  bar.start(1, 0, { note: "" });
  // The cursor would stay hidden.
  const interrupt = onInterrupt(() => bar.stop());
  return {
    update: (fraction, note) => bar.update(fraction, { note }),
    stop: () => {
      bar.stop();
      interrupt[Symbol.dispose]();
    },
  };
}

function startLines(title: string): Progress {
  let tenths = 0;
  return {
    update(fraction, note) {
      const now = Math.floor(fraction * 10 + 1e-9);
      if (now <= tenths) return;
      tenths = now;
      writeErr(`${title} ${now * 10}% ${note}\n`);
    },
    stop() {},
  };
}
