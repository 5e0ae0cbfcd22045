import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAst } from "vitest/node";
import { ROOT } from "../testing/source-files.ts";

// The JSON Schemas in fixtures/schemas say what documents are; these types say the same to the compiler. The schema is the source
// of what people write (profiles, scenarios), the type of what the tool writes (reports): each member stands in both.

const RUN = "src/engine/run.ts";
const PROFILE = "src/profile/profile-document.ts";
const SCENARIO = "src/engine/scenarios/document/scenario-document.ts";

const HELD: readonly (readonly [name: string, file: string, schema: string, path: string])[] = [
  ["Run", RUN, "report", ""],
  ["RunHeader", RUN, "report", "$defs.header"],
  ["Summary", RUN, "report", "$defs.summary"],
  ["Residue", RUN, "report", "$defs.summary.properties.residue"],
  ["Finding", RUN, "report", "$defs.finding"],
  ["FindingClause", RUN, "report", "$defs.clause"],
  ["ScenarioResult", RUN, "report", "$defs.scenario"],
  ["StepResult", RUN, "report", "$defs.step"],
  ["Assignments", RUN, "report", "$defs.assignments"],
  ["Mismatch", "src/exchange/violation.ts", "report", "$defs.mismatch"],
  ["Exchange", "src/exchange/exchange.ts", "report", "$defs.exchange"],
  ["ProfileDocument", PROFILE, "profile", ""],
  ["ExtensionDocument", PROFILE, "profile", "properties.extensions.items"],
  ["SchemaDocument", PROFILE, "profile", "$defs.schema"],
  ["MappingDocument", PROFILE, "profile", "$defs.mapping"],
  ["SeatRules", "src/profile/seat-rules.ts", "profile", "$defs.products"],
  ["ScenarioDocument", SCENARIO, "scenario", ""],
  ["RunPart", SCENARIO, "scenario", "properties.run"],
  ["PopulationDocument", "src/engine/scenarios/document/population-document.ts", "scenario", "properties.population"],
  ["AppDocument", "src/engine/scenarios/document/app-document.ts", "scenario", "properties.app"],
];

/** Members by name, and whether each must be there. */
type Members = Readonly<Record<string, "required" | "optional">>;

function ofType(name: string, file: string): Members {
  const ast: unknown = parseAst(readFileSync(join(ROOT, file), "utf8"), { lang: "ts" });
  const declared = Object(ast)
    .body.map((statement: object) => Object(statement).declaration)
    .find(
      (declaration: object) =>
        Object(declaration).type === "TSInterfaceDeclaration" && Object(declaration).id.name === name,
    );
  const members: readonly object[] = Object(declared).body.body;
  return Object.fromEntries(
    members.map((member) => {
      const { key, optional } = Object(member);
      return [String(key.name ?? key.value), optional === true ? "optional" : "required"] as const;
    }),
  );
}

function ofSchema(schema: string, path: string): Members {
  const text = readFileSync(join(ROOT, `fixtures/schemas/${schema}.schema.json`), "utf8");
  const whole: unknown = JSON.parse(text);
  const steps = path === "" ? [] : path.split(".");
  const found = Object(steps.reduce((value, step) => Object(value)[step], whole));
  const required: readonly string[] = found.required ?? [];
  return Object.fromEntries(
    Object.keys(found.properties).map((name) => [name, required.includes(name) ? "required" : "optional"] as const),
  );
}

test.each(HELD)("%s has the members of its schema, and no others", (...held) => {
  const [name, file, schema, path] = held;
  expect(Object.keys(ofSchema(schema, path)).length).toBeGreaterThan(2);
  expect(ofType(name, file)).toEqual(ofSchema(schema, path));
});

test("a member that only one of them has is found", () => {
  expect(ofType("MappingDocument", PROFILE)).not.toEqual(ofSchema("profile", "$defs.schema"));
});
