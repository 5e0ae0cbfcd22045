import { describeOutcome, describeRequest, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Reply, RequirementId } from "../../../src/kit/index.ts";

/** How a request should be refused. */
export interface Refusal {
  readonly expected: readonly [number, ...number[]];
  /** Completes the sentence: `... although there is no such endpoint`. */
  readonly although: string;
  /** What says that it should be refused. */
  readonly others?: readonly Reply[];
  /** Answers that are a breach; any other but the expected ones is a remark. */
  readonly isWrong: (reply: Reply) => boolean;
  /** Which rule the answer is held against, for a check that rests on several. */
  readonly rule?: RequirementId;
}

/** Throws for an answer that is a breach, and makes a remark about one that is only unusual. */
export function verifyRefusal(t: CheckContext, reply: Reply, refusal: Refusal): void {
  const { expected, although, others = [], isWrong, rule } = refusal;
  const answer = verify(reply, { although, others, ...(rule !== undefined && { rule }) });
  if (isWrong(reply)) {
    answer.status(...expected);
  } else if (!expected.includes(reply.status)) {
    const usual = expected.join(" or ");
    t.note(reply, `${describeRequest(reply)} answers ${describeOutcome(reply)}, where ${usual} is recommended`);
  }
}
