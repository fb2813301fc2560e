/**
 * The style sheet of the HTML report.
 *
 * @module
 */

export const STYLE = `
:root { color-scheme: light dark; --ink: #24292f; --ground: #ffffff; --line: #d8dee4;
  --quiet: #57606a; --link: #0969da; --bad: #cf222e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --ground: #0d1117; --line: #30363d;
  --quiet: #9198a1; --link: #58a6ff; --bad: #ff7b72; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 800px; padding: 24px 20px 64px; background: var(--ground);
  color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; }
h2 { margin-top: 3rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line);
  font-size: 1.3rem; line-height: 1.3; }
a { color: var(--link); }
nav ul { columns: 2; padding-left: 1.2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
blockquote { margin: 1rem 0; padding: 0 1rem; border-left: 3px solid var(--line);
  color: var(--quiet); }
figure { margin: 1.5rem 0; }
figcaption, caption { margin-bottom: .5rem; font-weight: 600; text-align: left; }
img { display: block; max-width: 100%; height: auto; }
.table { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 10px; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
td.number { text-align: right; white-space: nowrap; }
.notice { padding: 8px 14px; border: 1px solid var(--line); border-radius: 6px; }
.fails { color: var(--bad); font-weight: 600; }
@media (max-width: 640px) { body { padding: 16px 14px 48px; } nav ul { columns: 1; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; } }
`;
