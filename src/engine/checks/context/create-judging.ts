import type { Clock } from "../../../exchange/clock.ts";
import { isSuccess } from "../../../exchange/reply.ts";
import type { Reply } from "../../../exchange/reply.ts";
import { Skip, Supposition, Violation } from "../../../exchange/violation.ts";
import type { CheckContext } from "../../../kit/check-context.ts";
import type { Settle } from "./settle.ts";

/** What judging over time takes. */
export interface JudgingOptions {
  readonly settle: Settle;
  readonly settleMs: number;
  readonly clock: Clock;
}

type Judging = Pick<CheckContext, "eventually" | "stays" | "supposing">;

/** Judges readings that may be late. See `CheckContext`. */
export function createJudging(options: JudgingOptions): Judging {
  const eventually: CheckContext["eventually"] = async (read, judge) => {
    const last = await settleOn(options.settle, read, judge);
    if ("violation" in last) throw last.violation;
    return last.value;
  };
  return {
    eventually,
    stays: async (read, judge) => {
      const value = judge(await read());
      if (options.settleMs === 0) return value;
      await options.clock.sleep(options.settleMs);
      return judge(await read());
    },
    supposing: async (owner, read, judge) => {
      const last = await settleOn(options.settle, read, judge);
      if (!("violation" in last)) return last.value;
      const { violation, reply } = last;
      // A refusal is the target's own word, and the owner is not about outages and errors of the server.
      if (!isSuccess(reply)) throw new Skip(`${violation.message}; ${owner} is about that`);
      throw new Supposition(owner, violation);
    },
  };
}

type Judged<T> = { readonly value: T } | { readonly violation: Violation; readonly reply: Reply };

/** Reads until the judgement passes or the settling time is over. */
async function settleOn<T>(settle: Settle, read: () => Promise<Reply>, judge: (reply: Reply) => T): Promise<Judged<T>> {
  return settle(
    async () => judged(await read(), judge),
    (last) => !("violation" in last),
  );
}

function judged<T>(reply: Reply, judge: (reply: Reply) => T): Judged<T> {
  try {
    return { value: judge(reply) };
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    return { violation: error, reply };
  }
}
