import { toReply, verify } from "../../../src/kit/index.ts";
import type { LiveExchange, Step } from "../../../src/kit/index.ts";
import { MASK } from "../../../src/exchange/masking/mask.ts";
import { isSecretMember } from "../../../src/exchange/masking/secret-names.ts";
import type { Problem } from "../../../src/exchange/validation/validate.ts";

/**
 * Throws what a plain test has found wrong at a place of an answer. Every exchange is judged, and few are wrong, so that
 * texts and pointers are made only here. `expected` says in words, or as JSON, what the value must be.
 */
export function failAt(x: LiveExchange, steps: readonly Step[], expected: string): void {
  verify(toReply(x))
    .at(...steps)
    .holds(expected, () => false);
}

/** Throws what a JSON Schema has found wrong below a place. */
export function failByProblem(x: LiveExchange, below: readonly Step[], problem: Problem): void {
  const expected = problem.keyword === "required" ? "a value" : problem.expected;
  failAt(x, [...below, ...toSteps(problem.at)], expected);
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
