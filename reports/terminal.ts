import { defineReporter } from "../src/engine/report/reporter.ts";
import type { RenderOptions, Reporter } from "../src/engine/report/reporter.ts";
import type { Run } from "../src/engine/run.ts";
import { renderBrief } from "./terminal/brief.ts";
import { renderErrors } from "./terminal/sections/errors.ts";
import { renderFailures } from "./terminal/sections/failures.ts";
import { renderHeader } from "./terminal/sections/header.ts";
import { renderNotes } from "./terminal/sections/notes.ts";
import { createPage } from "./terminal/page.ts";
import type { Page } from "./terminal/page.ts";
import { renderProvider } from "./terminal/sections/provider-table.ts";
import { renderRemarks } from "./terminal/sections/remarks.ts";
import { renderScenarios } from "./terminal/scenarios/scenarios.ts";
import { renderSkipped } from "./terminal/sections/skipped.ts";
import { renderSubmission } from "./terminal/sections/submission.ts";
import { renderVerdict, renderVerdictLine } from "./terminal/sections/verdict.ts";
import { renderWarnings } from "./terminal/sections/warnings.ts";

/** For people: what fails and why, by its causes, what works in the identity provider, and the verdict as the first and the last line. */
export const terminal: Reporter = defineReporter({
  name: "terminal",
  title: "for people, in a terminal",
  render: renderTerminal,
});

/** Passes are never listed, and the order is always the same. */
function* renderTerminal(run: Run, options: RenderOptions): Generator<string> {
  let separator = "";
  for (const block of blocksOf(createPage(run, options))) {
    if (block.length === 0) continue;
    yield `${separator}${block.join("\n")}\n`;
    separator = "\n";
  }
}

/** The verdict and what works stand first, for whoever scrolls up, and last, where the eye falls. */
function* blocksOf(page: Page): Generator<readonly string[]> {
  yield renderHeader(page);
  if (page.options.brief) return yield* renderBrief(page);
  yield renderNotes(page);
  const details = [...detailsOf(page)].filter((block) => block.length > 0);
  if (details.length > 0) yield [...renderProvider(page), "", renderVerdictLine(page)];
  yield* details;
  yield renderProvider(page);
  yield renderScenarios(page);
  yield renderVerdict(page);
}

function* detailsOf(page: Page): Generator<readonly string[]> {
  yield* renderFailures(page);
  yield renderSubmission(page);
  yield renderWarnings(page);
  yield renderRemarks(page);
  yield renderErrors(page);
  yield renderSkipped(page);
}
