import { isObject } from "../../../scim/json.ts";
import type { Json } from "../../../scim/json.ts";
import type { Profile } from "../../../profile/profile.ts";
import type { ProductAttribute } from "../../../profile/seat-rules.ts";
import type { SeatLimit } from "../../../profile/seat-limit.ts";
import type { CheckContext } from "../../../kit/check-context.ts";
import type { Made, UserBody } from "../../../kit/maker.ts";
import { holdsProduct } from "./create-maker.ts";
import type { TrackingMaker } from "./create-maker.ts";
import { inBatches } from "../in-batches.ts";
import type { FillOptions, SeatContext } from "../../../kit/seat-context.ts";
import { SetUpFailure } from "../../../exchange/violation.ts";

/** What the seat context works with. */
export interface SeatContextOptions {
  readonly profile: Profile;
  readonly limits: readonly SeatLimit[];
  readonly maker: TrackingMaker;
  readonly concurrency: number;
  readonly settle: CheckContext["settle"];
}

/** Products and seats for one check. See `SeatContext`. */
export function createSeatContext(options: SeatContextOptions): SeatContext {
  const { limits, maker } = options;
  const attribute = (): ProductAttribute | undefined => {
    if (options.profile.seats === undefined) throw new Error(`profile ${options.profile.id} has no seats`);
    return options.profile.seats.attribute;
  };
  const withProducts = (products: readonly string[]): Readonly<Record<string, Json | undefined>> => {
    const known = attribute();
    if (known === undefined) return {};
    const { urn, name } = known;
    const container = maker.userBody({ label: "template" })[urn];
    return { [urn]: { ...(isObject(container) ? container : {}), [name]: products } };
  };
  const fill = async (product: string, fillOptions: FillOptions = {}): Promise<readonly Made<UserBody>[]> => {
    const limit = limits.find((l) => l.product === product);
    if (limit === undefined) throw new Error(`no limit is stated for ${product}`);
    const known = attribute();
    const takesSeat = ({ sent }: Made<UserBody>): boolean =>
      known === undefined ? sent["active"] !== false : holdsProduct(sent, known, product);
    const held = maker.users.filter(takesSeat).length;
    const count = Math.max(0, limit.available - held - (fillOptions.leave ?? 0));
    const overrides = { ...withProducts([product]), ...fillOptions.overrides };
    const makers = Array.from({ length: count }, () => () => makeUntilGiven(options, overrides));
    return inBatches(makers, options.concurrency);
  };
  return { limits, scarcest: () => scarcestOf(limits), withProducts, fill };
}

/** The seats that the check before has used are free again when it ends, or a little later. */
async function makeUntilGiven(
  { maker, settle }: SeatContextOptions,
  overrides: Readonly<Record<string, Json | undefined>>,
): Promise<Made<UserBody>> {
  const attempt = async (): Promise<Made<UserBody> | SetUpFailure> => {
    try {
      return await maker.user({ overrides });
    } catch (error) {
      if (error instanceof SetUpFailure) return error;
      throw error;
    }
  };
  const made = await settle(attempt, (outcome) => !(outcome instanceof SetUpFailure));
  if (made instanceof SetUpFailure) throw made;
  return made;
}

function scarcestOf(limits: readonly SeatLimit[]): SeatLimit {
  const [first, ...rest] = limits;
  if (first === undefined) throw new Error("no seat limit is stated; a check that asks must need the seats capability");
  return rest.reduce((least, limit) => (limit.available < least.available ? limit : least), first);
}
