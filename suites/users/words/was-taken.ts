import { describeOutcome, describeRequest, isSuccess } from "../../../src/kit/index.ts";
import type { CheckContext, Reply } from "../../../src/kit/index.ts";

/**
 * Whether the target took a request that it may as well refuse: false after a 4xx, which keeps the rule too. A skip when it did neither.
 */
export function wasTaken(t: CheckContext, reply: Reply): boolean {
  if (isSuccess(reply)) return true;
  if (reply.status >= 400 && reply.status < 500) return false;
  return t.skip(
    `${describeRequest(reply)} answers ${describeOutcome(reply)}, which is neither a success nor a refusal`,
  );
}
