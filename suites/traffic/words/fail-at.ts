import { toReply, verify } from "../../../src/kit/index.ts";
import type { LiveExchange, RequirementId, Step } from "../../../src/kit/index.ts";
import { MASK } from "../../../src/exchange/masking/mask.ts";
import { isSecretMember } from "../../../src/exchange/masking/secret-names.ts";
import type { Problem } from "../../../src/exchange/validation/validate.ts";

/** What must be at a place, in words or as JSON, and which rule demands it where a traffic rule rests on several. */
export interface Demanded {
  readonly expected: string;
  readonly rule?: RequirementId;
}

/**
 * Throws what a plain test has found wrong at a place of an answer. Every exchange is judged, and few are wrong, so that
 * texts and pointers are made only here.
 */
export function failAt(x: LiveExchange, steps: readonly Step[], demand: string | Demanded): void {
  const { expected, rule }: Demanded = typeof demand === "string" ? { expected: demand } : demand;
  verify(toReply(x), rule === undefined ? {} : { rule })
    .at(...steps)
    .holds(expected, () => false);
}

/** Throws what a JSON Schema has found wrong below a place. */
export function failByProblem(
  x: LiveExchange,
  below: readonly Step[],
  problem: Problem & Pick<Demanded, "rule">,
): void {
  const expected = problem.keyword === "required" ? "a value" : problem.expected;
  failAt(x, [...below, ...toSteps(problem.at)], { ...problem, expected });
}

/** Says which rules an exchange is held against, for a traffic rule that rests on several. */
export function holdAgainst({ audience }: LiveExchange, ...rules: readonly RequirementId[]): void {
  for (const rule of rules) audience?.judge(rule);
}

/** The exchange, with everything in it to be shown: for documents, which are nobody's data, and for what is no proper id. */
export function inTheOpen(x: LiveExchange): LiveExchange {
  return { ...x, isPrivate: true };
}

/** A JSON pointer as steps. */
export function toSteps(pointer: string): readonly Step[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll("~1", "/").replaceAll("~0", "~")));
}

/** The exchange, with a mask for passwords and the like in its answer: no text may tell them. */
export function withoutSecrets(x: LiveExchange): LiveExchange {
  const { response } = x;
  if (response?.body === undefined) return x;
  const mask = (name: string, value: unknown): unknown => (isSecretMember(name) ? MASK : value);
  return { ...x, response: { ...response, body: JSON.parse(JSON.stringify(response.body), mask) } };
}
