/**
 * What the routes work with.
 *
 * @module
 */

import type { Limits } from "../models/operating/configuration.ts";
import type { Jobs } from "../models/jobs/jobs.ts";
import type { PredictionBatcher } from "../models/serving/prediction_batcher.ts";
import type { ModelRegistry } from "../models/serving/registry.ts";
import type { ServiceMetrics } from "../models/service_metrics.ts";
import type { Shares } from "../models/operating/shares.ts";
import type { WorkLedger } from "../models/operating/work_ledger.ts";
import type { Store } from "../models/store/store.ts";
import type { Offloading } from "./offload/offloading.ts";

/** What the routes work with. */
export interface Service {
  readonly registry: ModelRegistry;
  readonly jobs: Jobs;
  readonly store: Store;
  readonly limits: Limits;
  /** Version of this software. */
  readonly release: string;
  readonly metrics: ServiceMetrics;
  readonly shares: Shares;
  /** The work that is under way. */
  readonly work: WorkLedger;
  /** Answers what would keep others waiting; nothing where the store is in memory alone. */
  readonly offload: Offloading | undefined;
  /** What answers single rows. */
  readonly batcher: PredictionBatcher;
  readonly now: () => Date;
  /** Told of faults that a client only sees as a 500. */
  readonly onError: (error: unknown) => void;
}

/** What routes that predict work with. */
export type Predicting = Pick<Service, "registry" | "limits" | "offload" | "work"> & {
  readonly metrics: Pick<ServiceMetrics, "rowsPredicted">;
};
