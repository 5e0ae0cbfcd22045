import type { ScenarioResult } from "../../../src/engine/run.ts";
import { formatPlace } from "../../../src/engine/report/report-phrases.ts";
import { formatScenarioAgain } from "../../../src/engine/report/repeat/again.ts";
import { renderAdminViews } from "./admin-views.ts";
import { renderAgain } from "../sections/reproduction.ts";
import { heading, signCell } from "../page.ts";
import type { Page } from "../page.ts";
import { renderBreaches } from "./breaches.ts";
import { renderGiven } from "./given.ts";
import { renderStory } from "./story.ts";
import { padEnd, textWidth } from "../text/text-width.ts";
import { hanging } from "../text/wrap.ts";

/** One line a scenario; below it the step that failed, and the story of a scenario in which assignments failed. */
export function renderScenarios(page: Page): readonly string[] {
  const { scenarios } = page.run;
  if (scenarios.length === 0) return [];
  const column = Math.max(...scenarios.map(({ id }) => textWidth(page.clean(id)))) + 2;
  return [
    heading(page, "SCENARIOS", countsOf(page)),
    ...scenarios.flatMap((scenario) => [
      ...renderScenario(page, scenario, column),
      ...(scenario.isGiven === true ? renderGiven(page, scenario) : renderStory(page, scenario)),
      ...renderAdminViews(page, scenario),
      ...renderBreaches(page, scenario),
      ...(scenario.verdict === "fail"
        ? renderAgain(page, formatScenarioAgain(scenario.id, page.options), "      ")
        : []),
    ]),
  ];
}

function countsOf({ run }: Page): string {
  const { pass, fail, skip, error } = run.summary.scenarios;
  const counts = [
    { count: pass, word: "passed" },
    { count: fail, word: "failed" },
    { count: skip, word: "skipped" },
    { count: error, word: "with errors" },
  ];
  const shown = counts.filter(({ count }) => count > 0);
  return shown.map(({ count, word }) => `${count} ${word}`).join(", ");
}

/** One whose steps were all played goes by its title. */
function toPassed({ title, reason }: ScenarioResult): string {
  return reason === "" ? title : `passed, ${reason}`;
}

function renderScenario(page: Page, scenario: ScenarioResult, column: number): readonly string[] {
  const told = scenario.verdict === "pass" ? toPassed(scenario) : scenario.reason;
  const place = formatPlace(scenario, page.run);
  const text = place === "" ? told : `${told} (${place})`;
  const lead = `  ${signCell(page, scenario.verdict)} ${padEnd(page.clean(scenario.id), column)}`;
  return hanging(lead, page.clean(text), page.measure);
}
