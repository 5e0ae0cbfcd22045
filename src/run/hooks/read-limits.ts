import { HookFailure } from "../../engine/scenarios/play/hook-run.ts";
import type { HookRunner } from "../../engine/scenarios/play/hook-run.ts";
import { Skip } from "../../exchange/violation.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";
import { statedSeats } from "../../profile/seat-cap.ts";
import { isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";

/**
 * The stated limits as the vendor's console shows them at the moment, where it can be read: seats that an earlier run has bought
 * are there, whatever the command line says. `tell` hears of each limit that was stated otherwise.
 */
export async function readLimits(
  limits: readonly SeatLimit[],
  read: HookRunner | undefined,
  tell: (text: string) => void,
): Promise<readonly SeatLimit[]> {
  if (read === undefined) return limits;
  const found: SeatLimit[] = [];
  for (const limit of limits) found.push((await readLimit(limit, read, tell)) ?? limit);
  return found;
}

async function readLimit(
  { product, total, available, isUncounted }: SeatLimit,
  read: HookRunner,
  tell: (text: string) => void,
): Promise<SeatLimit | undefined> {
  const shown = seatsIn(await answerOf(read, product, tell), product);
  if (shown === undefined) return undefined;
  const isSame = shown.total === total && (isUncounted === true || shown.available === available);
  const said = `--seats ${statedSeats(product, total)}${available === total ? "" : `:${available}`}`;
  if (!isSame) {
    tell(
      `The console has ${shown.total} seats of ${product}, ${shown.available} of them free: that counts, not ${said}.`,
    );
  }
  return { product, ...shown };
}

/** What cannot be read is as it was stated; a step that needs the console says more. */
async function answerOf(read: HookRunner, product: string, tell: (text: string) => void): Promise<Json | undefined> {
  try {
    return await read({ product });
  } catch (error) {
    if (!(error instanceof HookFailure || error instanceof Skip)) throw error;
    tell(`The seats of ${product} are taken as stated: ${error.message}.`);
    return undefined;
  }
}

/** Total and free seats of a product in what the hook `read-seats` answers. */
function seatsIn(answer: Json | undefined, product: string): Omit<SeatLimit, "product"> | undefined {
  const products = isObject(answer) ? answer["products"] : answer;
  const isIt = (one: Json | undefined): one is JsonObject => isObject(one) && one["name"] === product;
  const one = (isArray(products) ? products : [products]).find(isIt);
  const [total, used] = [one?.["total"], one?.["used"]];
  if (typeof total !== "number" || typeof used !== "number") return undefined;
  return { total, available: Math.max(0, total - used) };
}
