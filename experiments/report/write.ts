/**
 * Writes a report into a folder: `results.json`, `report.html`, `report.md` and a file for each plot.
 *
 * @module
 */

import { about } from "../../cli/failure.ts";
import type { Plot } from "../experiment.ts";
import { drawPlots } from "./draw_plots.ts";
import { toHtml } from "./html.ts";
import { toMarkdown } from "./markdown.ts";
import type { Report } from "./report.ts";

/**
 * Writes the figures alone.
 *
 * @throws {FileError} if the folder cannot be written to
 */
export async function writeResults(report: Report, folder: string): Promise<void> {
  await about(folder, () => Deno.mkdir(folder, { recursive: true }));
  await write(folder, "results.json", `${JSON.stringify(report, null, 1)}\n`);
}

/**
 * Writes everything.
 *
 * @throws {FileError} if the folder cannot be written to
 */
export async function writeReport(
  report: Report,
  plots: readonly Plot[],
  folder: string,
): Promise<void> {
  await writeResults(report, folder);
  const drawings = await drawPlots(plots);
  for (const [id, { wide }] of drawings) await write(folder, `${id}.svg`, wide);
  await write(folder, "report.md", toMarkdown(report));
  await write(folder, "report.html", await toHtml(report, drawings));
}

async function write(folder: string, name: string, text: string): Promise<void> {
  const path = `${folder}/${name}`;
  await about(path, () => Deno.writeTextFile(path, text));
}
