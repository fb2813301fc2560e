/**
 * The worker of a team that trains: it knows the stages of every kind of training.
 *
 * @module
 */

import { helpTeam } from "../threads/helper.ts";
import { BOOSTING_STAGES } from "./boosted/training/stages.ts";
import { LAYER_STAGES } from "./network/training/stages.ts";

helpTeam({ layers: LAYER_STAGES, boosting: BOOSTING_STAGES });
