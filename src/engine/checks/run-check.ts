import type { Check } from "../../kit/check.ts";
import { createCheckContext } from "./context/create-check-context.ts";
import type { ContextOptions } from "./context/create-check-context.ts";
import { trackSession } from "./context/tracked-session.ts";
import { Interrupted } from "../endurance/interrupted.ts";
import { UnreachableTarget } from "../endurance/unreachable-target.ts";
import { createAudience } from "../../exchange/traffic/audience.ts";
import type { Hearing } from "../../exchange/traffic/audience.ts";
import type { Reply } from "../../exchange/reply.ts";
import { isHeldUp } from "../../exchange/held-up.ts";
import { SetUpFailure, Skip, Supposition, Violation } from "../../exchange/violation.ts";

/** What came of a check or traffic rule, before severity and baseline make a verdict of it. */
export type CheckOutcome = {
  /** Sequence numbers of its exchanges; of a traffic rule the first that broke it. */
  readonly exchanges: readonly number[];
  readonly exchangeCount: number;
  readonly durationMs: number;
  /** Notes, and the rules that answers were held against by name; nothing when left out. */
  readonly heard?: Hearing;
} & (
  | { readonly kind: "pass" }
  | { readonly kind: "violation"; readonly violation: Violation }
  /** `unmet`: it supposed what another check is about, and the target answered otherwise with a success. */
  | { readonly kind: "skip"; readonly reason: string; readonly unmet?: Supposition }
  /** What the check needed could not be made: nothing is judged, and in the self-check nothing is proven. */
  | { readonly kind: "no-set-up"; readonly reason: string }
  | { readonly kind: "error"; readonly error: unknown }
);

/** How one check is run. */
export interface CheckRun {
  readonly outcome: CheckOutcome;
  /** A request went unanswered, or the target was down for a moment, while others were under way: its verdict would be chance. */
  readonly isDisturbed: boolean;
}

/** Runs one check. `scope` keeps its names apart from those of an earlier try. Rejects only when the whole run must end: interrupted, or the target lost. */
export async function runCheck(check: Check, options: ContextOptions, scope: string = check.id): Promise<CheckRun> {
  const exchanges: number[] = [];
  const { stage } = options;
  const outages = stage.session.outages();
  let isUnheard = false;
  const tracked = trackSession(stage.session);
  const using = { ...options, scope, session: tracked.session };
  const heard = createAudience();
  const onReply = ({ exchange }: Reply): void => {
    exchanges.push(exchange.seq);
    isUnheard ||= exchange.response === null && !exchange.isDropped && !isHeldUp(exchange);
  };
  const context = createCheckContext(using, { kind: "check", id: check.id }, { onReply, audience: heard });
  const started = performance.now();
  const ended = await settleOutcome(async () => {
    try {
      await check.run(context);
    } finally {
      await tracked.end();
    }
  });
  const durationMs = performance.now() - started;
  const outcome = { ...ended, exchanges, exchangeCount: exchanges.length, durationMs, heard };
  return { outcome, isDisturbed: isUnheard || stage.session.outages() > outages };
}

type Ending =
  | { readonly kind: "pass" }
  | { readonly kind: "violation"; readonly violation: Violation }
  | { readonly kind: "skip" | "no-set-up"; readonly reason: string; readonly unmet?: Supposition }
  | { readonly kind: "error"; readonly error: unknown };

/** Carries out what may end in any of the ways in which a check ends. Rejects only when the whole run must end. */
export async function settleOutcome(run: () => Promise<void>): Promise<Ending> {
  try {
    await run();
    return { kind: "pass" };
  } catch (error) {
    if (error instanceof Interrupted || error instanceof UnreachableTarget) throw error;
    if (error instanceof Violation) return { kind: "violation", violation: error };
    if (error instanceof Supposition) return { kind: "skip", reason: error.message, unmet: error };
    if (error instanceof Skip) return { kind: "skip", reason: error.message };
    if (error instanceof SetUpFailure) return { kind: "no-set-up", reason: error.message };
    return { kind: "error", error };
  }
}
