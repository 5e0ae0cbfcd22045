import type { SeatLimit } from "../../profile/seat-limit.ts";
import { BALLAST } from "./ballast.ts";
import { cleanUp } from "../clean-up/clean-up.ts";
import { createCheckContext } from "./context/create-check-context.ts";
import type { ContextOptions } from "./context/create-check-context.ts";
import type { SessionControl } from "../session/create-session.ts";
import type { Stage } from "../target/stage.ts";
import { SetUpFailure } from "../../exchange/violation.ts";

/** What placing the ballast takes. */
export interface BallastOptions extends ContextOptions {
  readonly stage: ContextOptions["stage"] & Pick<Stage, "session">;
}

/** Free seats that checks still find: of the scarcest product, and of the others, which must not be the scarcest. */
const KEEP_FREE = 6;
const KEEP_FREE_OF_OTHERS = 12;

/**
 * Takes most of the free seats once, so that each check of the limit has only a few left to use up: ten checks would
 * otherwise make and remove as many users as there are seats, each. Returns the limits as the checks find them.
 */
export async function placeBallast(options: BallastOptions): Promise<readonly SeatLimit[]> {
  const { seats, session } = options.stage;
  const t = createCheckContext(options, { kind: "check", id: BALLAST });
  const byScarcity = seats.toSorted((a, b) => a.available - b.available);
  const left = new Map(seats.map(({ product, available }) => [product, available]));
  try {
    for (const [index, { product }] of byScarcity.entries()) {
      // Whoever holds the scarcer product can hold the more plentiful ones as well.
      const products = byScarcity.slice(index).map((limit) => limit.product);
      const leave = index === 0 ? KEEP_FREE : KEEP_FREE_OF_OTHERS;
      const users = await t.seats.fill(product, { leave, overrides: t.seats.withProducts(products) });
      for (const name of products) left.set(name, (left.get(name) ?? 0) - users.length);
    }
  } catch (error) {
    if (!(error instanceof SetUpFailure)) throw error;
    // A target that refuses seats which it is said to have is for the checks to report.
    await removeBallast(session);
    return seats;
  }
  return seats.map((limit) => ({ ...limit, available: left.get(limit.product) ?? limit.available }));
}

/** Gives the seats back. */
export async function removeBallast(session: SessionControl): Promise<void> {
  await cleanUp(session, BALLAST);
}
