/** A test as an API tester (Runscope, today BlazeMeter API Monitoring) exports it, with what it leaves out filled in. */
export interface TestExport {
  readonly name: string;
  readonly description: string;
  readonly steps: readonly ExportStep[];
}

/** One step. Steps that are switched off in the file are not among them. */
export type ExportStep = RequestStep | PauseStep | ConditionStep | ForeignStep;

/** A request, what is taken from its answer, and what is demanded of it. Texts may hold `{{variables}}`. */
export interface RequestStep {
  readonly kind: "request";
  /** What its author calls it; empty when it has no name. */
  readonly note: string;
  readonly method: string;
  readonly url: string;
  /** Lower-case names; several values of one name are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly auth: BasicAuth | undefined;
  readonly assertions: readonly Assertion[];
  readonly variables: readonly Extraction[];
  /** JavaScript that is run before it is sent. */
  readonly beforeScripts: readonly string[];
  /** JavaScript that is run when it has been answered. */
  readonly scripts: readonly string[];
}

/** HTTP Basic credentials of a step's own. */
export interface BasicAuth {
  readonly username: string;
  readonly password: string;
}

/** Waits. */
export interface PauseStep {
  readonly kind: "pause";
  readonly seconds: number;
}

/** Steps that are taken only when a comparison holds. */
export interface ConditionStep {
  readonly kind: "condition";
  readonly note: string;
  readonly left: string;
  readonly comparison: Comparison;
  readonly right: string;
  readonly steps: readonly ExportStep[];
}

/** A step that needs something which is not here: a browser, another test, a loop. */
export interface ForeignStep {
  readonly kind: "foreign";
  /** As the file calls it, for example `subtest`. */
  readonly type: string;
  readonly note: string;
}

/** Something that must be so of an answer. */
export interface Assertion {
  readonly source: Source;
  /** A place in the JSON, or the name of a header; empty for the whole. */
  readonly property: string;
  readonly comparison: Comparison;
  /** Empty where the comparison needs none. */
  readonly value: string;
}

/** A variable that is taken from an answer. */
export interface Extraction {
  readonly name: string;
  readonly source: Source;
  readonly property: string;
}

/** Parts of an answer, as files name them. */
export const SOURCES = [
  "response_status",
  "response_headers",
  "response_json",
  "response_text",
  "response_time",
  "response_size",
  "response_xml",
] as const;

/** A part of an answer. */
export type Source = (typeof SOURCES)[number];

/** Ways to compare, as files name them. */
export const COMPARISONS = [
  "equal",
  "not_equal",
  "empty",
  "not_empty",
  "contains",
  "does_not_contain",
  "has_key",
  "has_value",
  "is_null",
  "is_a_number",
  "equal_number",
  "is_less_than",
  "is_less_than_or_equal",
  "is_greater_than",
  "is_greater_than_or_equal",
] as const;

/** A way to compare. */
export type Comparison = (typeof COMPARISONS)[number];

/** Other spellings that are met in files. */
export const SPELLINGS: Readonly<Record<string, string>> = {
  response_header: "response_headers",
  is_less_than_or_equals: "is_less_than_or_equal",
  is_greater_than_or_equals: "is_greater_than_or_equal",
};

/** All steps in their order, those of conditions too. */
export function allSteps(steps: readonly ExportStep[]): readonly ExportStep[] {
  return steps.flatMap((step) => (step.kind === "condition" ? [step, ...allSteps(step.steps)] : [step]));
}

/** True for a request whose outcome hangs on JavaScript. */
export function hasScripts(step: ExportStep): step is RequestStep {
  return step.kind === "request" && step.scripts.length + step.beforeScripts.length > 0;
}
