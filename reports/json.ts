import { defineReporter } from "../src/engine/report/reporter.ts";
import type { Reporter } from "../src/engine/report/reporter.ts";
import type { Run } from "../src/engine/run.ts";
import { toExchangeDocument } from "./json/exchange.ts";
import { toCauseDocument, toFindingDocument } from "./json/finding.ts";
import { toRequirementDocument } from "./json/requirement.ts";
import { toHeaderDocument, toSummaryDocument } from "./json/header.ts";
import { toScenarioDocument } from "./json/scenario.ts";

/** The Run itself, as `fixtures/schemas/report.schema.json` describes it: what scripts and other tools read. */
export const json: Reporter = defineReporter({
  name: "json",
  title: "everything, as one JSON document",
  render: renderJson,
});

/** Lists are written element by element, so that a run of many thousand exchanges is never one text in memory. */
function* renderJson(run: Run): Generator<string> {
  yield "{\n";
  yield `  "schemaVersion": ${run.schemaVersion},\n`;
  yield `  "tool": ${indented({ name: run.tool.name, version: run.tool.version })},\n`;
  yield `  "run": ${indented(toHeaderDocument(run.run))},\n`;
  yield `  "summary": ${indented(toSummaryDocument(run))},\n`;
  yield* list("requirements", run.requirements, toRequirementDocument);
  yield ",\n";
  yield* list("findings", run.findings, toFindingDocument);
  yield ",\n";
  yield* list("causes", run.causes, toCauseDocument);
  yield ",\n";
  yield* list("scenarios", run.scenarios, toScenarioDocument);
  yield ",\n";
  yield* list("exchanges", run.exchanges, toExchangeDocument);
  yield "\n}\n";
}

function* list<T>(name: string, items: readonly T[], toDocument: (item: T) => T): Generator<string> {
  yield `  "${name}": [`;
  let separator = "\n";
  for (const item of items) {
    yield `${separator}    ${indented(toDocument(item), "    ")}`;
    separator = ",\n";
  }
  yield items.length === 0 ? "]" : "\n  ]";
}

function indented(value: unknown, indent = "  "): string {
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);
}
