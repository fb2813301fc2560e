/**
 * The command of a study: reads its images, runs its experiments, writes its report.
 *
 * @module
 */

import { CommanderError } from "commander";
import { describeFailure, EXIT } from "../cli/failure.ts";
import { startProgress } from "../cli/progress.ts";
import { writeErr, writeOut } from "../cli/terminal.ts";
import { findPython } from "./baselines/python.ts";
import type { Setting } from "./experiment.ts";
import { findImages, findImagesAtHand, makeImages } from "./images.ts";
import { type Options, readOptions } from "./options.ts";
import { checksOf, deviationsOf, makeReport, type Report } from "./report/report.ts";
import { lookAround } from "./report/surroundings.ts";
import { formatSeconds, verdictOf } from "./report/words.ts";
import { writeReport, writeResults } from "./report/write.ts";
import { type Finished, runExperiments } from "./run.ts";
import type { Study } from "./study.ts";

/** Runs the command line of a study and returns its exit code. */
export async function runStudy(study: Study, args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args, study);
    if (options.list) return list(options);
    const report = await run(study, options);
    summarize(report, options.out);
    return checksOf(report).every(({ holds }) => holds) ? EXIT.done : EXIT.input;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const { text, exitCode } = describeFailure(error);
    writeErr(text.replace(/^rote: /, `${study.command}: `));
    return exitCode;
  }
}

async function run(study: Study, options: Options): Promise<Report> {
  const { experiments, seeds, quick, out } = options;
  const names = [...new Set(experiments.flatMap(({ imageSets }) => imageSets))];
  writeErr("Reading the images ...\n");
  const { imageSets, isReal } = options.madeUp
    ? makeImages(names)
    : await (quick ? findImagesAtHand : findImages)(names, options.data);
  const setting: Setting = { seeds, quick, isReal };
  const { title, madeUp, comparesFigures } = study;
  const facts = {
    title,
    madeUp,
    comparesFigures,
    ...await lookAround(),
    ...setting,
    data: Object.values(imageSets).map(({ name, provenance }) => ({ name, provenance })),
  };

  const done: Finished[] = [];
  const progress = startProgress(study.doing);
  let finished: Finished[];
  try {
    finished = await runExperiments(experiments, setting, {
      study,
      imageSets,
      workers: navigator.hardwareConcurrency,
      python: await findPython(options.python),
      ...(options.baselines ? {} : { withoutBaselines: "left out by --no-baselines" }),
      onProgress: (fraction, note) => progress.update(fraction, note),
      async onFinished(one) {
        // Whatever happens to the rest, this much is kept.
        done.push(one);
        await writeResults(makeReport(done, facts), out);
      },
    });
  } finally {
    progress.stop();
  }
  const report = makeReport(finished, facts);
  await writeReport(report, finished.flatMap(({ findings }) => findings.plots), out);
  return report;
}

function list({ experiments }: Options): number {
  for (const { id, title, says, setUp, tolerance, takes } of experiments) {
    const cost = `about ${takes.minutes} min and ${takes.megabytes} MB on two cores`;
    writeOut(
      `${id}: ${title}\n  ${says}\n  ${setUp}\n  Must hold: ${tolerance}.\n  Takes ${cost}.\n\n`,
    );
  }
  return EXIT.done;
}

function summarize(report: Report, out: string): void {
  for (const { section, holds, sentence, evidence } of checksOf(report)) {
    writeOut(`${holds ? "holds" : "FAILS"}  ${section.id}: ${sentence} (${evidence})\n`);
  }
  const deviations = report.comparesFigures
    ? ` ${deviationsOf(report).length} figures differ from the paper's by more than 0.02; the ` +
      `report names them.`
    : "";
  writeOut(
    `\n${verdictOf(report)}${deviations}\n` +
      `${formatSeconds(report.seconds)}. Open ${out}/report.html\n`,
  );
}
