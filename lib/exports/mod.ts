/**
 * Exports: a trained model as code for another runtime.
 *
 * @module
 */

export type { ExportedFile, ExportOptions, ExportSource } from "./exported.ts";
export { isDeviceName } from "./names.ts";
export {
  EXPORT_TARGET_NAMES,
  EXPORT_TARGETS,
  exportModel,
  type ExportTargetName,
} from "./targets.ts";
