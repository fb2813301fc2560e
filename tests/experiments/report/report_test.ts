import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { Drawing } from "../../../experiments/report/draw_plots.ts";
import { toHtml } from "../../../experiments/report/html.ts";
import { toMarkdown } from "../../../experiments/report/markdown.ts";
import { checksOf, deviationsOf } from "../../../experiments/report/report.ts";
import { verdictOf } from "../../../experiments/report/words.ts";
import { madeReport } from "./made_report.ts";

const DRAWINGS = new Map<string, Drawing>([[
  "table_9",
  { wide: "<svg>wide</svg>", narrow: "<svg>narrow</svg>" },
]]);

describe("checksOf()", () => {
  it("judges the figures that have a tolerance, as one more check", () => {
    const [figures, ...others] = checksOf(madeReport());
    assertEquals([figures!.holds, others.map(({ holds }) => holds)], [false, [true, false]]);
    assertEquals(figures!.evidence, "1 of 2 figures; the largest difference is 0.100");
    assertEquals(verdictOf(madeReport()), "1 of 3 checks hold.");
  });

  it("has no such check where no figure is judged", () => {
    const report = madeReport();
    const sections = report.sections.map((section) => ({
      ...section,
      figures: section.figures.filter(({ tolerance }) => tolerance === undefined),
    }));
    assertEquals(checksOf({ ...report, sections }).length, 2);
  });
});

describe("deviationsOf()", () => {
  it("lists what is off by more than 0.02, judged or not", () => {
    assertEquals(deviationsOf(madeReport()).map(({ name }) => name), [
      "k = 4, test",
      "k = 6, test",
    ]);
  });
});

describe("toMarkdown()", () => {
  const text = toMarkdown(madeReport());

  it("has facts, verdict, deviations, tables, plots, checks and remarks", () => {
    for (
      const part of [
        "- **made**: 2026-03-04 05:06 UTC, Rote 1.2.3",
        "- **commit**: abc123",
        "1 of 3 checks hold.",
        "beyond its tolerance",
        "not judged",
        '![What it "shows"](table_9.svg)',
        "- **FAILS:** That does <not> (0.6 > 0.5).",
        "A remark on a < b.",
        "250 MB of resident memory",
      ]
    ) assert(text.includes(part), part);
    assert(/\| k +\| test +\|\n\| -+ \| -+ \|\n\| 2 +\| 0\.51 +\|/.test(text), text);
  });

  it("says so where no figure differs", () => {
    const report = madeReport();
    const sections = report.sections.map((section) => ({ ...section, figures: [] }));
    assert(toMarkdown({ ...report, sections }).includes("No figure differs"));
  });
});

describe("a study that has no figures of the paper", () => {
  it("has its title and its own notice, and no list of deviations", async () => {
    const report = { ...madeReport(), comparesFigures: false, isReal: false };
    for (const text of [toMarkdown(report), await toHtml(report, DRAWINGS)]) {
      assert(text.includes("Made-up images stand in for real ones."));
      assert(!text.includes("Deviations"));
    }
    assert(toMarkdown(report).startsWith("# A <study>\n"));
  });
});

describe("toHtml()", () => {
  it("escapes whatever it did not write itself", async () => {
    const page = await toHtml(madeReport(), DRAWINGS);
    for (
      const wrong of [
        "<study>",
        "<fast>",
        "<others>",
        "<holds>",
        "<not>",
        "<figures>",
        '<picture>"',
        "a < b",
      ]
    ) {
      assert(!page.includes(wrong), wrong);
    }
    assert(page.includes("A &lt;fast&gt; &amp; small one"));
    assert(page.includes("What it &quot;shows&quot;"));
  });

  it("is complete by itself: no script, nothing from elsewhere", async () => {
    const page = await toHtml(madeReport(), DRAWINGS);
    assert(!/<script|<link|@import|url\(|https?:/i.test(page));
    const sources = Array.from(page.matchAll(/(?:src|srcset)="([^"]*)"/g), ([, source]) => source!);
    assertEquals(sources.length, 2);
    assert(sources.every((source) => source.startsWith("data:image/svg+xml;base64,")));
    assertEquals(sources.map((source) => atob(source.split(",")[1]!)), [
      "<svg>narrow</svg>",
      "<svg>wide</svg>",
    ]);
  });

  it("links each section, marks what fails and says when images are made up", async () => {
    const report = madeReport();
    const page = await toHtml(report, DRAWINGS);
    assert(page.includes('href="#table_9"') && page.includes('id="table_9"'));
    assert(/<li class="fails"><b>Fails:/.test(page) && /<td class="fails">FAILS/.test(page));
    assert(!page.includes("Made-up images"));
    assert((await toHtml({ ...report, isReal: false }, DRAWINGS)).includes("Made-up images"));
    assert(toMarkdown({ ...report, isReal: false }).includes("Made-up images"));
  });
});
