import { describeOutcome, describeRequest } from "../reply.ts";
import { shown } from "../shown.ts";
import { fail } from "./subject.ts";
import type { Subject } from "./subject.ts";

/** Words about a header of an answer. Each throws `Violation` when it does not hold. */
export interface HeaderWords {
  readonly value: string | undefined;
  readonly is: (expected: string) => void;
  readonly isPresent: () => string;
  readonly isAbsent: () => void;
  /** `expected` says in words what the value must be. */
  readonly holds: (expected: string, predicate: (value: string | undefined) => boolean) => void;
}

/** The words for one header. */
export function headerWords(subject: Subject, name: string): HeaderWords {
  const { reply } = subject;
  const value = reply.header(name);
  const demand = (isRight: boolean, expected: string): void => {
    if (isRight) return;
    const found = value === undefined ? `without ${name}` : `with ${name} ${shown(value)}`;
    const wanted = value === undefined && expected === "a value" ? "" : ` instead of ${expected}`;
    const sentence = `${describeRequest(reply)} answers ${describeOutcome(reply)} ${found}${wanted}`;
    fail(subject, { sentence, expected: `${name}: ${expected}`, actual: shown(value), at: null });
  };
  return {
    value,
    is: (expected) => demand(value === expected, expected),
    isPresent: () => {
      demand(value !== undefined && value !== "", "a value");
      return value ?? "";
    },
    isAbsent: () => demand(value === undefined, "none"),
    holds: (expected, predicate) => demand(predicate(value), expected),
  };
}
