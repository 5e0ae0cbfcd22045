import type { RunEvent } from "../event.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import type { Assignments, Finding, Run, RunHeader, ScenarioResult, StepResult, Summary } from "../run.ts";
import type { Mismatch } from "../../exchange/violation.ts";
import { sweepAdmin } from "./sweep-admin.ts";
import type { Secrets } from "../../exchange/masking/secrets.ts";

/**
 * What leaves a run, without secrets: what a target answers is quoted in findings and steps, and targets echo tokens. Our
 * own words (ids, titles, verdicts) stay, whatever a secret may be called.
 */
export interface Sweeper {
  readonly event: (event: RunEvent) => RunEvent;
  readonly run: (run: Run) => Run;
}

/** Makes the sweeper of a run. The run that ends it is told as an event and returned: it is swept once. */
export function createSweeper(secrets: Secrets): Sweeper {
  const done = new WeakMap<Run, Run>();
  const run = (given: Run): Run => {
    const swept = done.get(given) ?? sweepRun(given, secrets);
    done.set(given, swept);
    return swept;
  };
  return {
    run,
    event: (event) =>
      event.type === "run-end" || event.type === "run-partial"
        ? { ...event, run: run(event.run) }
        : sweepEvent(event, secrets),
  };
}

function sweepEvent(event: Exclude<RunEvent, { type: "run-end" | "run-partial" }>, secrets: Secrets): RunEvent {
  switch (event.type) {
    case "run-start":
      return { ...event, run: sweepHeader(event.run, secrets) };
    case "finding":
      return { ...event, finding: sweepFinding(event.finding, secrets) };
    case "scenario-step":
      return { ...event, step: sweepStep(event.step, secrets) };
    case "scenario-end":
      return { ...event, result: sweepScenario(event.result, secrets) };
    case "note":
      return { ...event, text: secrets.sweep(event.text) };
    // The transcript masks an exchange before it tells of it; the others hold numbers and names of our own.
    case "exchange":
    case "check-start":
    case "scenario-start":
    case "progress":
      return event;
  }
}

/** The exchanges once more: what was learnt later was no secret when they were recorded. */
function sweepRun(run: Run, secrets: Secrets): Run {
  return {
    ...run,
    run: sweepHeader(run.run, secrets),
    summary: { ...run.summary, untested: sweepUntested(run.summary.untested, secrets) },
    findings: run.findings.map((finding) => sweepFinding(finding, secrets)),
    causes: run.causes.map((cause) => ({
      ...cause,
      title: secrets.sweep(cause.title),
      advice: secrets.sweep(cause.advice),
    })),
    scenarios: run.scenarios.map((scenario) => sweepScenario(scenario, secrets)),
    exchanges: run.exchanges.map((exchange) => sweepExchange(exchange, secrets)),
  };
}

function sweepHeader(header: RunHeader, { sweep }: Secrets): RunHeader {
  const target = { ...header.target, baseUrl: sweep(header.target.baseUrl) };
  const lost = header.lost === null ? null : sweep(header.lost);
  return { ...header, lost, target, notes: header.notes.map(sweep) };
}

/** Why a feature is not tested is what a check says, which may quote the target. */
function sweepUntested(untested: Summary["untested"], { sweep }: Secrets): Summary["untested"] {
  const sweepAll = (features: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(features).map(([feature, reason]) => [feature, sweep(reason)]));
  return Object.fromEntries(Object.entries(untested).map(([provider, features]) => [provider, sweepAll(features)]));
}

function sweepFinding(finding: Finding, secrets: Secrets): Finding {
  const { reason, mismatch, notes, steps } = finding;
  return {
    ...finding,
    ...(steps && { steps: steps.map((one) => ({ ...one, step: secrets.sweep(one.step) })) }),
    reason: secrets.sweep(reason),
    mismatch: sweepMismatch(mismatch, secrets),
    notes: notes.map((note) => ({ ...note, text: secrets.sweep(note.text) })),
  };
}

function sweepScenario(result: ScenarioResult, secrets: Secrets): ScenarioResult {
  return {
    ...result,
    // Of a document of the user's own it is what stands there.
    title: result.isGiven === true ? secrets.sweep(result.title) : result.title,
    reason: secrets.sweep(result.reason),
    baseUrl: secrets.sweep(result.baseUrl),
    assignments: result.assignments && sweepAssignments(result.assignments, secrets),
    admin: result.admin && sweepAdmin(result.admin, secrets),
    steps: result.steps.map((step) => sweepStep(step, secrets)),
  };
}

function sweepStep(result: StepResult, secrets: Secrets): StepResult {
  return {
    ...result,
    step: secrets.sweep(result.step),
    reason: secrets.sweep(result.reason),
    notes: result.notes.map(secrets.sweep),
    mismatch: sweepMismatch(result.mismatch, secrets),
    assignments: result.assignments && sweepAssignments(result.assignments, secrets),
  };
}

function sweepMismatch(mismatch: Mismatch | null, { sweep, sweepValue }: Secrets): Mismatch | null {
  if (mismatch === null) return null;
  const { expected, actual, at } = mismatch;
  return {
    ...mismatch,
    expected: expected.map(sweepValue),
    actual: sweepValue(actual),
    at: at === null ? null : sweep(at),
  };
}

function sweepAssignments(assignments: Assignments, { sweepValue }: Secrets): Assignments {
  const users = assignments.users.map((row) => ({
    ...row,
    userName: sweepValue(row.userName),
    error: row.error === null ? null : sweepValue(row.error),
  }));
  return { ...assignments, users };
}

function sweepExchange(exchange: Exchange, secrets: Secrets): Exchange {
  if (secrets.isSwept(exchange)) return exchange;
  const { cause, request, response, failure } = exchange;
  return {
    ...exchange,
    cause: cause.step === undefined ? cause : { ...cause, step: secrets.sweep(cause.step) },
    request: { ...request, url: secrets.sweep(request.url), ...sweepMessage(request, secrets) },
    response: response && { ...response, ...sweepMessage(response, secrets) },
    failure: failure && { ...failure, message: secrets.sweep(failure.message) },
  };
}

type Message = Pick<Exchange["request"], "headers" | "body">;

function sweepMessage({ headers, body }: Message, secrets: Secrets): Message {
  return { headers: sweepHeaders(headers, secrets), body: body === undefined ? undefined : secrets.sweepJson(body) };
}

/** What shows who somebody is has been masked already, but for made-up values that are no secrets. */
function sweepHeaders(headers: Message["headers"], { sweep, sweepValue }: Secrets): Message["headers"] {
  const swept = Object.entries(headers).map(([name, value]) => [sweep(name), sweepValue(value)] as const);
  return swept.every(([name, value]) => headers[name] === value) ? headers : Object.fromEntries(swept);
}
