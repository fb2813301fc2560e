/**
 * The Web Worker that runs the trials of the paper's experiments.
 *
 * @module
 */

import { serveTrials } from "./serve_trials.ts";
import { runTrial } from "./trial.ts";

serveTrials(runTrial);
