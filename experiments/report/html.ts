/**
 * The report as one self-contained HTML page: no script, nothing from elsewhere, plots as SVG inside,
 * light or dark as the reader's system is.
 *
 * @module
 */

import { encodeBase64 } from "@std/encoding/base64";
import { html, raw } from "hono/html";
import type { Drawing } from "./draw_plots.ts";
import type { Report, Section } from "./report.ts";
import { STYLE } from "./style.ts";
import { checkTable, costOf, deviationTable, factsOf, noticeOf, verdictOf } from "./words.ts";

type Markup = ReturnType<typeof html>;
type Drawings = ReadonlyMap<string, Drawing>;

/** Phones get the narrow drawings. */
const PHONE = "(max-width: 640px)";

/** Writes the page. */
export async function toHtml(report: Report, drawings: Drawings): Promise<string> {
  const { title } = report;
  const notice = noticeOf(report);
  const page = html`
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>${title}</title>
        <style>${raw(STYLE)}</style>
      </head>
      <body>
        <header>
              <h1>${title}</h1>
              <dl>${factsOf(report).map(([name, text]) =>
                html`
                  <dt>${name}</dt>
                  <dd>${text}</dd>
                `
              )}</dl>
            ${notice ? html`<p class="notice">${notice}</p>` : ""}
        </header>
        <nav aria-label="Experiments">
          <ul>
        <li><a href="#summary">Summary</a></li>
        ${report.sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
              </ul>
        </nav>
        <main>
        <section id="summary">
        <h2>Summary</h2>
        <p>${verdictOf(report)}</p>
        ${table(checkTable(report))}
        ${report.comparesFigures ? deviations(report) : ""}
        </section>
        ${report.sections.map((section) => toSection(section, drawings))}
            </main>
      </body>
    </html>
  `;
  return String(await page);
}

function deviations(report: Report): Markup {
  const { head, rows } = deviationTable(report);
  return html`
    <h3>Deviations</h3>
    ${rows.length === 0
      ? html`<p>No figure differs from the paper's by more than 0.02.</p>`
      : html`<p>Every figure that differs from the paper's by more than 0.02:</p>${
        table({ head, rows })
      }`}
  `;
}

function toSection(section: Section, drawings: Drawings): Markup {
  return html`
    <section id="${section.id}">
    <h2>${section.title}</h2>
    <blockquote>${section.says}</blockquote>
    <p>${section.setUp}</p>
    <p><b>Must hold:</b> ${section.tolerance}.</p>
    <p><b>Takes:</b> ${costOf(section)}</p>
    ${section.plots.map(({ id, title, alt }) => figure(title, alt, drawings.get(id)!))}
    ${section.tables.map(({ title, head, rows }) => table({ head, rows }, title))}
    <ul class="checks">${section.checks.map(({ holds, sentence, evidence }) =>
      html`<li class="${holds ? "holds" : "fails"}"><b>${
        holds ? "Holds" : "Fails"
      }:</b> ${sentence} (${evidence}).</li>`
    )}</ul>
    ${section.remarks.map((remark) => html`<p>${remark}</p>`)}
    </section>
  `;
}

function figure(title: string, alt: string, { wide, narrow }: Drawing): Markup {
  return html`
    <figure>
      <figcaption>${title}</figcaption>
      <picture>
        <source media="${PHONE}" srcset="${dataUrl(narrow)}">
        <img src="${dataUrl(wide)}" alt="${alt}">
      </picture>
    </figure>
  `;
}

function table(
  { head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] },
  caption = "",
): Markup {
  return html`
    <div class="table" role="region" aria-label="${caption || "Table"}" tabindex="0">
      <table>
    ${caption ? html`<caption>${caption}</caption>` : ""}
    <thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
    <tbody>${rows.map((cells) =>
      html`
        <tr>${cells.map((cell) => html`<td class="${classOf(cell)}">${cell}</td>`)}</tr>
      `
    )}</tbody>
      </table>
    </div>
  `;
}

/** Numbers stand to the right; what fails is marked. */
function classOf(cell: string): string {
  if (cell === "FAILS" || cell === "beyond its tolerance") return "fails";
  return /^[-+]?\d[\d.,]*( ± [\d.]+)?$/.test(cell) ? "number" : "";
}

function dataUrl(svg: string): string {
  return `data:image/svg+xml;base64,${encodeBase64(svg)}`;
}
