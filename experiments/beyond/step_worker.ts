/**
 * The Web Worker that runs the trials of ladders.
 *
 * @module
 */

import { serveTrials } from "../lab/serve_trials.ts";
import { runStep } from "./trial.ts";

serveTrials(runStep);
