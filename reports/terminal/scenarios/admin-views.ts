import { boundedText } from "../../../src/exchange/bounded-text.ts";
import { counted } from "../../../src/exchange/counted.ts";
import type { AdminViews, ConnectorView, ImportView, LogEvent, ScenarioResult } from "../../../src/engine/run.ts";
import { signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { hanging } from "../text/wrap.ts";

const INDENT = "      ";
const DEEPER = "        ";
const NAME = "admin sees  ".length;
const MAX_ERRORS = 5;
const MAX_TYPES = 4;

/**
 * What the provider's admins see when the scenario has ended: what went wrong in full, the rest as counts. Beside suites only what is
 * worth a look; the dialog of the connector with its ticks where scenarios are all that was played.
 */
export function renderAdminViews(page: Page, scenario: ScenarioResult): readonly string[] {
  const { admin } = scenario;
  if (admin === null) return [];
  const isAlone = page.run.summary.checks.total === 0;
  const above = [scenario.reason, ...scenario.steps.flatMap(({ reason, notes }) => [reason, ...notes])].join("\n");
  const errors = errorsOf(page, admin).filter((error) => !above.includes(boundedText(error)));
  const counts = countsOf(admin);
  return [
    ...(isAlone && admin.connector?.connected === true ? line(page, "connector", ticksOf(admin.connector)) : []),
    ...(counts === "" ? [] : line(page, "admin sees", counts)),
    ...errors
      .slice(0, MAX_ERRORS)
      .flatMap((error) => hanging(`${DEEPER}${signOf(page, "fail")} `, page.clean(boundedText(error)), page.measure)),
    ...(errors.length > MAX_ERRORS ? [`${DEEPER}and ${errors.length - MAX_ERRORS} more, in the JSON report`] : []),
  ];
}

/** What the provider ticks and what it crosses, and beside each feature what the target was found to support. */
function ticksOf({ features }: ConnectorView): string {
  const named = (isTicked: boolean): string => {
    const rows = features.filter(({ ticked }) => ticked === isTicked);
    return rows.length === 0 ? "none" : rows.map(({ feature, target }) => `${feature} (${target})`).join(", ");
  };
  return `ticked: ${named(true)}; crossed: ${named(false)}`;
}

/** Empty for a scenario that has left nothing to look at. */
function countsOf({ imports, tasks, pushGroups, systemLog }: AdminViews): string {
  const failures = systemLog.filter(({ outcome }) => outcome.result === "FAILURE");
  const reviews = [...new Set(imports.filter(({ error }) => error === null).map(importCounts))];
  const parts = [
    ...reviews.slice(0, 1),
    ...reviews.slice(1).slice(-1),
    ...(tasks.length > 0 ? [`${counted(tasks.length, "task")} to retry`] : []),
    ...(pushGroups.length > 0 ? [pushCounts(pushGroups)] : []),
  ];
  if (parts.length === 0 && failures.length === 0) return "";
  const told = failures.length === 0 ? "" : `, ${failures.length} failed (${typesOf(failures)})`;
  return [...parts, `System Log: ${counted(systemLog.length, "event")}${told}`].join("; ");
}

function importCounts({ counts, safeguard }: ImportView): string {
  const { scanned, groups, ...others } = counts;
  const shown = Object.entries({ ...others, groups }).filter(([, count]) => count > 0);
  return `import${safeguard === null ? "" : " stopped"}: ${[`${scanned} scanned`, ...shown.map(([name, count]) => `${count} ${name}`)].join(", ")}`;
}

function pushCounts(groups: AdminViews["pushGroups"]): string {
  const failed = groups.filter(({ status }) => status === "error").length;
  return `Push Groups: ${groups.length - failed} active${failed === 0 ? "" : `, ${counted(failed, "error")}`}`;
}

/** Events that failed, by type, the most frequent first. */
function typesOf(failures: readonly LogEvent[]): string {
  const byType = [...Map.groupBy(failures, ({ eventType }) => eventType)];
  const sorted = byType.toSorted(([, a], [, b]) => b.length - a.length);
  const rest = sorted.slice(MAX_TYPES).reduce((sum, [, events]) => sum + events.length, 0);
  return [
    ...sorted.slice(0, MAX_TYPES).map(([eventType, events]) => `${events.length} ${eventType}`),
    ...(rest > 0 ? [`${rest} of other types`] : []),
  ].join(", ");
}

/** What went wrong outside the Assignments tab, which the steps tell of. */
function errorsOf(page: Page, { connector, imports, pushGroups }: AdminViews): readonly string[] {
  const imported = imports.at(-1);
  const stop = imported?.safeguard ? imported.notes.slice(0, 1) : [];
  return [
    ...(connector?.connected === false ? [connector.message] : []),
    ...(connector?.features ?? []).flatMap(({ feature, ticked, target }) => {
      if (!ticked || (target !== "fails" && target !== "not offered")) return [];
      const found = target === "fails" ? "it fails at the target" : "the target does not offer it";
      return [`${feature} is ticked in ${page.run.run.provider.title}, but ${found}.`];
    }),
    ...(imported?.error ? [imported.error] : stop),
    ...pushGroups.flatMap(({ name, error }) => {
      if (error === null) return [];
      return [error.includes(name) ? error : `${name}: ${error}`];
    }),
  ];
}

function line(page: Page, name: string, text: string): readonly string[] {
  return hanging(INDENT + name.padEnd(NAME), page.clean(text), page.measure);
}
