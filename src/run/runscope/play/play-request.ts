import { UnreachableTarget } from "../../../engine/endurance/unreachable-target.ts";
import type { StepResult } from "../../../engine/run.ts";
import { SetUpFailure } from "../../../exchange/violation.ts";
import { getOwn } from "../../../scim/json.ts";
import type { JsonObject } from "../../../scim/json.ts";
import type { RequestStep } from "../document/test-export.ts";
import { extract, judgeAssertion, silenceOf } from "../judge/assert-answer.ts";
import type { JudgedAssertion } from "../judge/assert-answer.ts";
import { fromHeaderLists, runScript, toHeaderLists } from "../scripts/run-script.ts";
import type { ScriptOutcome } from "../scripts/run-script.ts";
import { ValueProblem } from "../values/variables.ts";
import type { GivenRequest } from "./places.ts";
import type { ExportPlay } from "./play-options.ts";
import type { StepAnswer } from "./step-answer.ts";

/** What a step comes to, without its name and its exchanges. */
export type StepEnding = Pick<StepResult, "verdict" | "reason" | "notes" | "mismatch">;

const NOT_RUN = "its script was not run; --allow-scripts runs it";

/**
 * Plays one request in the order of the hosted runner: scripts before it, the request, variables, scripts after it, assertions. Rejects
 * only when the whole run must end.
 */
export async function playRequest(play: ExportPlay, step: RequestStep, name: string): Promise<StepEnding> {
  const { scripts } = play.options;
  if (step.beforeScripts.length > 0 && scripts === "skip") return skip(NOT_RUN);
  const ends: Endings = { broken: [], untold: [], notes: [] };
  try {
    const prepared = prepare(play, step, name);
    const given = runBefore(play, step, { given: prepared, ends });
    if (ends.broken.length + ends.untold.length > 0) return toEnding(ends);
    const answer = await play.places.send(given);
    if (answer.response === null) return fail(silenceOf(answer));
    takeVariables(play, step, answer);
    if (scripts === "run") runAfter(play, step, { given, answer, ends });
    else if (step.scripts.length > 0) ends.untold.push({ reason: NOT_RUN });
    for (const assertion of step.assertions) note(ends, judgeAssertion(assertion, answer, play.variables));
    return toEnding(ends);
  } catch (error) {
    // Without a value the hosted runner would send the braces.
    if (error instanceof ValueProblem) return fail(`it was not sent: ${error.message}`);
    if (error instanceof UnreachableTarget || !(error instanceof SetUpFailure)) throw error;
    return fail(error.message);
  }
}

interface Endings {
  readonly broken: { readonly reason: string; readonly mismatch: StepResult["mismatch"] }[];
  /** What could not be judged, and why. */
  readonly untold: { readonly reason: string }[];
  readonly notes: string[];
}

function prepare(
  { variables }: ExportPlay,
  step: RequestStep,
  name: string,
): Omit<GivenRequest, "cause"> & { step: string } {
  const headers = Object.entries(step.headers).map(([header, value]) => [header, variables.fill(value, "header")]);
  return {
    step: name,
    method: step.method,
    url: variables.fill(step.url, "url"),
    headers: { ...basicOf(step, variables), ...Object.fromEntries(headers) },
    text: step.body === undefined || step.method === "GET" ? undefined : variables.fill(step.body),
  };
}

function basicOf({ auth }: RequestStep, variables: ExportPlay["variables"]): Readonly<Record<string, string>> {
  if (auth === undefined) return {};
  const pair = `${variables.fill(auth.username)}:${variables.fill(auth.password)}`;
  return { authorization: `Basic ${Buffer.from(pair, "utf8").toString("base64")}` };
}

interface Before {
  readonly given: ReturnType<typeof prepare>;
  readonly ends: Endings;
}

/** Scripts may change the request before it is sent. */
function runBefore(play: ExportPlay, step: RequestStep, { given, ends }: Before): GivenRequest {
  const { step: name, ...request } = given;
  const cause = { kind: "scenario", id: play.options.id, step: name } as const;
  let sent: GivenRequest = { ...request, cause };
  for (const script of step.beforeScripts) {
    const outcome = runScript(script, { variables: play.variables.all(), request: toRequestObject(sent) });
    noteScript(play, ends, outcome);
    sent = withChanges(sent, outcome.request);
  }
  return sent;
}

interface After {
  readonly given: GivenRequest;
  readonly answer: StepAnswer;
  readonly ends: Endings;
}

function runAfter(play: ExportPlay, step: RequestStep, { given, answer, ends }: After): void {
  for (const script of step.scripts) {
    const input = {
      variables: play.variables.all(),
      request: toRequestObject(given),
      response: toResponseObject(answer),
    };
    noteScript(play, ends, runScript(script, input));
  }
}

function noteScript(play: ExportPlay, ends: Endings, outcome: ScriptOutcome): void {
  for (const [name, value] of Object.entries(outcome.variables)) {
    if (play.variables.get(name) !== value) play.variables.set(name, value);
  }
  ends.notes.push(...outcome.logs.map((log) => `log: ${log}`));
  if (outcome.failure !== undefined) ends.broken.push({ reason: outcome.failure, mismatch: null });
  if (outcome.problem !== undefined) ends.untold.push({ reason: outcome.problem });
}

function toRequestObject({ method, url, headers, text }: GivenRequest): JsonObject {
  return { method, url, headers: toHeaderLists(headers), body: text ?? "" };
}

function toResponseObject({ response, durationMs }: StepAnswer): JsonObject {
  return {
    status: response?.status ?? 0,
    reason: "",
    headers: toHeaderLists(response?.headers ?? {}),
    body: response?.text ?? "",
    size_bytes: Buffer.byteLength(response?.text ?? ""),
    response_time_ms: Math.round(durationMs),
  };
}

function withChanges(given: GivenRequest, changed: JsonObject | undefined): GivenRequest {
  if (changed === undefined) return given;
  const { method, url, body } = changed;
  return {
    ...given,
    method: typeof method === "string" && /^[A-Za-z]{1,20}$/.test(method) ? method.toUpperCase() : given.method,
    url: typeof url === "string" ? url : given.url,
    headers: getOwn(changed, "headers") === undefined ? given.headers : fromHeaderLists(changed),
    text: typeof body === "string" && body !== "" ? body : given.text,
  };
}

function takeVariables({ variables }: ExportPlay, step: RequestStep, answer: StepAnswer): void {
  for (const extraction of step.variables) {
    const value = extract(extraction, answer, variables);
    if (value !== undefined) variables.take(extraction.name, value);
  }
}

function note(ends: Endings, judged: JudgedAssertion): void {
  if (judged.kind === "broken") ends.broken.push(judged);
  if (judged.kind === "untold") ends.untold.push(judged);
}

/** The first that is broken is the reason; the others are told beside it. */
function toEnding({ broken, untold, notes }: Endings): StepEnding {
  const [first, ...others] = broken;
  const beside = [...others, ...(first === undefined ? [] : untold)].map(({ reason }) => reason);
  const told = [...beside, ...notes];
  if (first !== undefined) return { verdict: "fail", reason: first.reason, mismatch: first.mismatch, notes: told };
  if (untold.length === 0) return { verdict: "pass", reason: "", mismatch: null, notes };
  return { verdict: "skip", reason: untold.map(({ reason }) => reason).join("; "), mismatch: null, notes };
}

function skip(reason: string): StepEnding {
  return { verdict: "skip", reason, mismatch: null, notes: [] };
}

function fail(reason: string): StepEnding {
  return { verdict: "fail", reason, mismatch: null, notes: [] };
}
