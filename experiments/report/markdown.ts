/**
 * The report as Markdown (GitHub's), with its plots in files beside it.
 *
 * @module
 */

import { markdownTable } from "markdown-table";
import type { Report, Section } from "./report.ts";
import { checkTable, costOf, deviationTable, factsOf, noticeOf, verdictOf } from "./words.ts";

/** Writes the report. The plot with id X is expected in the file X.svg beside it. */
export function toMarkdown(report: Report): string {
  return [
    `# ${report.title}`,
    factsOf(report).map(([name, text]) => `- **${name}**: ${text}`).join("\n"),
    noticeOf(report),
    "## Summary",
    verdictOf(report),
    table(checkTable(report)),
    ...(report.comparesFigures ? deviations(report) : []),
    ...report.sections.map(toSection),
  ].filter((part) => part !== "").join("\n\n") + "\n";
}

function deviations(report: Report): string[] {
  const { head, rows } = deviationTable(report);
  if (rows.length === 0) {
    return ["### Deviations", "No figure differs from the paper's by more than 0.02."];
  }
  return [
    "### Deviations",
    "Every figure that differs from the paper's by more than 0.02:",
    table({ head, rows }),
  ];
}

function toSection(section: Section): string {
  return [
    `## ${section.title}`,
    `> ${section.says}`,
    `${section.setUp}\n\n**Must hold:** ${section.tolerance}.\n\n**Takes:** ${costOf(section)}`,
    ...section.tables.map(({ title, head, rows }) => `**${title}**\n\n${table({ head, rows })}`),
    ...section.plots.map(({ id, title, alt }) => `**${title}**\n\n![${alt}](${id}.svg)`),
    section.checks.map(({ holds, sentence, evidence }) =>
      `- **${holds ? "Holds" : "FAILS"}:** ${sentence} (${evidence}).`
    ).join("\n"),
    ...section.remarks,
  ].join("\n\n");
}

function table({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  return markdownTable([head, ...rows]);
}
