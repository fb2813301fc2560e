/**
 * Runs experiments: their trials in a workforce, their baselines in Python, then their conclusions.
 *
 * @module
 */

import type { ImageSet } from "../cli/data_sets/image_set.ts";
import { type Baseline, type BaselineResult, METHODS } from "./baselines/baseline.ts";
import { missingFor, type Python, runBaseline } from "./baselines/python.ts";
import { guess } from "./baselines/random_guess.ts";
import type { AnyExperiment, AnyTrial, Findings, Plan, Results, Setting } from "./experiment.ts";
import { Forecast, formatLeft } from "./lab/forecast.ts";
import type { ImageSets } from "./lab/serve_trials.ts";
import { Workforce } from "./lab/workforce.ts";
import type { Study } from "./study.ts";

/** What came of the plan of any experiment. */
type AnyResults = Results<AnyTrial, unknown>;

/** An experiment that was run. */
export interface Finished {
  readonly experiment: AnyExperiment;
  readonly results: AnyResults;
  readonly findings: Findings;
  /** Wall-clock time. */
  readonly seconds: number;
  /** The most memory that the process held after any of the trials. */
  readonly peakBytes: number;
}

/** What a run works with. */
export interface Means {
  /** How trials of this study are run, and what they cost. */
  readonly study: Pick<Study, "worker" | "costOf">;
  readonly imageSets: ImageSets;
  /** Trials at the same time. */
  readonly workers: number;
  /** Runs the baselines; without it they are reported as missing. */
  readonly python: Python | undefined;
  /** Why no baseline is to be run, if that was asked for. */
  readonly withoutBaselines?: string;
  readonly onProgress?: (fraction: number, note: string) => void;
  /** Called as soon as an experiment is done. */
  readonly onFinished?: (finished: Finished) => void | Promise<void>;
}

/**
 * Runs experiments, those with baselines last, since these take longest.
 *
 * @returns what came of them, in the order of `experiments`
 * @throws {Error} if a trial or a baseline breaks
 */
export async function runExperiments(
  experiments: readonly AnyExperiment[],
  setting: Setting,
  means: Means,
): Promise<Finished[]> {
  using workforce = new Workforce<AnyTrial, unknown>(
    means.study.worker,
    means.imageSets,
    means.workers,
  );
  const plans = experiments.map((experiment) => ({ experiment, plan: experiment.plan(setting) }));
  const run = new Run(means, workforce, plans.map(({ plan }) => plan));
  const finished = new Map<AnyExperiment, Finished>();
  const inOrder = plans.toSorted((a, b) => countBaselines(a.plan) - countBaselines(b.plan));
  for (const { experiment, plan } of inOrder) {
    const start = performance.now();
    const outcomes = await run.doTrials(experiment.id, plan.trials);
    const baselines = await run.doBaselines(plan.baselines ?? []);
    const results = { trials: plan.trials, outcomes, baselines };
    const one = {
      experiment,
      results,
      findings: experiment.conclude(results, setting),
      seconds: (performance.now() - start) / 1_000,
      peakBytes: run.takePeak(),
    };
    finished.set(experiment, one);
    await means.onFinished?.(one);
  }
  return experiments.map((experiment) => finished.get(experiment)!);
}

/** A run under way. */
class Run {
  readonly #means: Means;
  readonly #workforce: Workforce<AnyTrial, unknown>;
  readonly #forecast: Forecast;
  #peakBytes = 0;

  constructor(
    means: Means,
    workforce: Workforce<AnyTrial, unknown>,
    plans: readonly Plan<AnyTrial>[],
  ) {
    this.#means = means;
    this.#workforce = workforce;
    const trials = plans.flatMap(({ trials }) => trials);
    const baselines = plans.flatMap(({ baselines = [] }) => baselines);
    this.#forecast = new Forecast(
      trials.reduce((sum, trial) => sum + this.#costOf(trial), 0),
      baselines.filter((one) => !this.#missing(one)).reduce((sum, one) => sum + secondsOf(one), 0),
    );
  }

  async doTrials(id: string, trials: readonly AnyTrial[]): Promise<unknown[]> {
    let last = performance.now();
    let done = 0;
    return await this.#workforce.run(trials, (index) => {
      const now = performance.now();
      this.#forecast.didSteps(this.#costOf(trials[index]!), (now - last) / 1_000);
      last = now;
      this.#peakBytes = Math.max(this.#peakBytes, Deno.memoryUsage().rss);
      this.#tell(`${id}, trial ${++done} of ${trials.length}`);
    });
  }

  async doBaselines(baselines: readonly Baseline[]): Promise<AnyResults["baselines"]> {
    const results = [];
    for (const baseline of baselines) {
      this.#tell(`${METHODS[baseline.method].title} on ${baseline.images}`);
      const start = performance.now();
      const missing = this.#missing(baseline);
      const result = missing === undefined ? await this.#doBaseline(baseline) : { missing };
      results.push({ ...baseline, result });
      if (missing !== undefined) continue;
      this.#forecast.didOther(secondsOf(baseline), (performance.now() - start) / 1_000);
    }
    return results;
  }

  /** The peak since this was asked last. */
  takePeak(): number {
    const peak = this.#peakBytes;
    this.#peakBytes = 0;
    return peak;
  }

  async #doBaseline(baseline: Baseline): Promise<BaselineResult> {
    const images = this.#imagesOf(baseline.images);
    return baseline.method === "random_guess"
      ? guess(images)
      : await runBaseline(baseline, images, this.#means.python!);
  }

  #missing(baseline: Baseline): string | undefined {
    const { withoutBaselines, python } = this.#means;
    return withoutBaselines ?? missingFor(baseline, python);
  }

  #costOf(trial: AnyTrial): number {
    return this.#means.study.costOf(trial, this.#imagesOf(trial.task.images).training.rows.rows);
  }

  #imagesOf(name: keyof ImageSets): ImageSet {
    return this.#means.imageSets[name]!;
  }

  #tell(what: string): void {
    const { fraction, secondsLeft } = this.#forecast;
    this.#means.onProgress?.(fraction, `${formatLeft(secondsLeft)}: ${what}`);
  }
}

function countBaselines({ baselines = [] }: Plan<unknown>): number {
  return baselines.length;
}

function secondsOf({ method, images }: Baseline): number {
  return METHODS[method].seconds[images];
}
