import type { SeatLimit } from "../../profile/seat-limit.ts";
import type { Stage } from "../target/stage.ts";
import { holdsProduct } from "./context/create-maker.ts";

/** Users that one check has at the same time, at most. */
const USERS_OF_A_CHECK = 9;

/**
 * How many checks may run at a time, so that none is refused a user because another one holds the last seat at the
 * moment: whether a check could be carried out would be chance.
 */
export function withinSeats(concurrency: number, { profile, seats }: Pick<Stage, "profile" | "seats">): number {
  if (profile.seats === undefined) return concurrency;
  const { attribute } = profile.seats;
  const isTaken = ({ product }: SeatLimit): boolean =>
    attribute === undefined || holdsProduct(profile.templates.user, attribute, product);
  const taken = seats.filter(isTaken);
  const least = Math.min(...taken.map(({ available }) => available));
  return Math.max(1, Math.min(concurrency, Math.floor(least / USERS_OF_A_CHECK)));
}
