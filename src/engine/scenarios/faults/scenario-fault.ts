import { ERROR_URN } from "../../../scim/urns.ts";
import { SCIM_MEDIA_TYPE } from "../../../scim/http.ts";
import type { Json } from "../../../scim/json.ts";
import { isObject } from "../../../scim/json.ts";
import { parseBody } from "../../transport/response-body.ts";
import type { WireOutcome } from "../../transport/transport.ts";
import { toRequestPattern, parseRequestPattern } from "../facts/request-pattern.ts";
import type { RequestPattern } from "../facts/request-pattern.ts";

/** Something that goes wrong on the way between the provider's client and the target, as a scenario wants it. */
export interface ScenarioFault {
  readonly on: RequestPattern;
  /** What the client is told. */
  readonly outcome: WireOutcome;
  /** The outcome in words, for example `503` or `no answer`. */
  readonly words: string;
  /** How often; undefined until the faults are cleared. */
  readonly times: number | undefined;
  /** So many such requests go through before. */
  readonly after: number;
  /** The target gets the request all the same, and only its answer is lost. */
  readonly reaches: boolean;
}

/** A fault from the settings of its step, which are known to be right. */
export function toFault(settings: Readonly<Record<string, Json>>): ScenarioFault {
  const { answer = 503, times, after, reaches } = settings;
  const outcome = toOutcome(answer);
  return {
    on: parseRequestPattern(String(settings["on"])) ?? toRequestPattern(),
    outcome,
    words: "response" in outcome ? String(outcome.response.status) : outcome.failure.message,
    times: typeof times === "number" ? times : undefined,
    after: typeof after === "number" ? after : 0,
    reaches: reaches === true,
  };
}

const NO_ANSWER: Readonly<Record<string, WireOutcome>> = {
  timeout: { failure: { kind: "timeout", message: "no answer in time" } },
  reset: { failure: { kind: "reset", message: "the connection was cut" } },
};

function toOutcome(answer: Json): WireOutcome {
  if (typeof answer === "string" && NO_ANSWER[answer] !== undefined) return NO_ANSWER[answer];
  const given = isObject(answer) ? answer : { status: answer };
  const status = Number(given["status"]);
  const body = given["body"] ?? errorBody(status);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/html" : SCIM_MEDIA_TYPE;
  const headers = { "content-type": type, ...headersOf(given["headers"]) };
  return { response: { status, headers, text, body: parseBody(text) } };
}

function errorBody(status: number): Json {
  return { schemas: [ERROR_URN], status: String(status), detail: "This answer is a fault of the scenario." };
}

function headersOf(headers: Json | undefined): Readonly<Record<string, string>> {
  if (!isObject(headers)) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
