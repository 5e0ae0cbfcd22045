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

  /** @param reason One sentence about the target: what it did and what is wrong with it. */
  constructor(reason: string, mismatch: Mismatch, exchanges: readonly number[] = []) {
    super(boundedText(reason));
    this.mismatch = {
      expected: mismatch.expected.map(boundedText),
      actual: boundedText(mismatch.actual),
      at: mismatch.at === null ? null : boundedText(mismatch.at),
    };
    this.exchanges = exchanges;
  }
}

/** A check does not apply to this target. Thrown by `t.skip`. */
export class Skip extends Error {
  override readonly name = "Skip";

  constructor(reason: string) {
    super(boundedText(reason));
  }
}

/** What a check needs first could not be made, so it judges nothing. Thrown by `t.make`. */
export class SetUpFailure extends Error {
  override readonly name: string = "SetUpFailure";

  constructor(reason: string) {
    super(boundedText(reason));
  }
}
