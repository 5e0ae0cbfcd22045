import { boundedText } from "./bounded-text.ts";

/** What was expected and what was found instead. */
export interface Mismatch {
  /** Acceptable outcomes, each in words or as JSON text. */
  readonly expected: readonly string[];
  /** What was found, in words or as JSON text. */
  readonly actual: string;
  /** JSON pointer (RFC 6901) into the deciding response body; null when it is not about the body. */
  readonly at: string | null;
}

/** The target does not conform. Thrown by checks and verifiers; anything else thrown by them is our own error. */
export class Violation extends Error {
  override readonly name = "Violation";
  readonly mismatch: Mismatch;
  /** Sequence numbers of the exchanges that decide, when it is not simply the check's last one. */
  readonly exchanges: readonly number[];
  /** The id of the rule that is broken, where a check that rests on several names it. */
  readonly rule: string | undefined;

  /** @param reason One sentence about the target: what it did and what is wrong with it. */
  constructor(reason: string, mismatch: Mismatch, { exchanges = [], rule }: ViolationDetails = {}) {
    super(boundedText(reason));
    this.mismatch = {
      expected: mismatch.expected.map(boundedText),
      actual: boundedText(mismatch.actual),
      at: mismatch.at === null ? null : boundedText(mismatch.at),
    };
    this.exchanges = exchanges;
    this.rule = rule;
  }
}

/** What more is known of a violation. */
export interface ViolationDetails {
  readonly exchanges?: readonly number[];
  readonly rule?: string | undefined;
}

/** A check does not apply to this target. Thrown by `t.skip`. */
export class Skip extends Error {
  override readonly name: string = "Skip";

  constructor(reason: string) {
    super(boundedText(reason));
  }
}

/** What a check supposes does not hold, although the target answered with a success: another check must say so. Thrown by `t.supposing`. */
export class Supposition extends Skip {
  /** The id of the check that is about what was supposed. */
  readonly owner: string;
  readonly violation: Violation;

  constructor(owner: string, violation: Violation) {
    super(`${violation.message}; ${owner} is about that`);
    this.owner = owner;
    this.violation = violation;
  }
}

/** What a check needs first could not be made, so it judges nothing. Thrown by `t.make`. */
export class SetUpFailure extends Error {
  override readonly name: string = "SetUpFailure";

  constructor(reason: string) {
    super(boundedText(reason));
  }
}

/** What a scenario needs first was refused by the target, so that nothing that follows can be judged. */
export class RefusedSetUp extends SetUpFailure {
  override readonly name = "RefusedSetUp";
}
