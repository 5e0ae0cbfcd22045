import { isSuccess, jsonEqual, pathTo, valueAt, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Json, Judge, Reply, UserBody } from "../../../src/kit/index.ts";
import { mergeMembers } from "../../../emulator/okta/wire/merge-members.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { replaceActive } from "../../../emulator/okta/wire/replace-user.ts";
import type { ReplacedUser } from "../../../emulator/okta/wire/replace-user.ts";
import { oktaIdOf } from "../../okta/words/okta-user.ts";
import { send } from "../../okta/words/send.ts";
import { setActive } from "../../okta/words/switch-user.ts";
import { seatRules } from "./holders.ts";

/** A product of which no seat is left, one of which there are some, and the attribute that gives them. */
export interface FullProduct {
  readonly product: string;
  readonly other: string;
  readonly urn: string;
  readonly name: string;
}

/** A user, and with which body it was made. */
export interface Holder {
  readonly id: string;
  readonly sent: UserBody;
}

interface SeatWalker {
  readonly t: CheckContext;
  readonly judge: Judge;
}

/** What was accepted although no seat was left. */
export interface Accepted {
  readonly byPut: boolean;
  readonly byPatch: boolean;
}

/** A user with another product asks for the full one by PUT and by PATCH, and shows no more than before. */
export async function askForProducts({ t, judge }: SeatWalker, seeker: Holder, full: FullProduct): Promise<Accepted> {
  const put = await putBoth(t, seeker, full);
  await judge(BY_PUT, () => verify(put).doesNotSucceed(noSeat(full)));
  const operation = { op: "replace", value: t.seats.withProducts([full.other, full.product]) };
  const patched = await t.patch(pathTo`/Users/${seeker.id}`, [operation]);
  await judge(BY_PATCH, () => verify(patched).doesNotSucceed(noSeat(full)));
  const accepted = { byPut: isSuccess(put), byPatch: isSuccess(patched) };
  if (accepted.byPut || accepted.byPatch) return accepted;
  const read = await t.get(pathTo`/Users/${seeker.id}`);
  const options = { although: "PUT and PATCH were refused", others: [put, patched] };
  const isKept = (found: Json | undefined): boolean => jsonEqual(found, [full.other]);
  await judge(BY_PUT, () => verify(read, options).status(200).at(full.urn, full.name).holds(full.other, isKept));
  return accepted;
}

/** Who holds the seat of the full product, and who takes it while that one is inactive. */
export interface Rivals {
  readonly holder: Holder;
  readonly seeker: Holder;
  readonly accepted: Accepted;
}

/** The holder is switched off, somebody else takes the seat, and nothing brings the holder back. */
export async function bringBackHolder({ t, judge }: SeatWalker, rivals: Rivals, full: FullProduct): Promise<void> {
  if (!seatRules(t).freedBy.includes("deactivate")) return;
  const { holder, accepted } = rivals;
  await setActive(t, holder, false);
  if (!isSuccess(await takeSeat(t, rivals, full))) return;
  const switched = await send(t, patchActive(holder.id, true));
  const put = await send(t, replaceActive(toReplaced(holder), true));
  const read = await t.get(pathTo`/Users/${holder.id}`);
  const isBack = valueAt(read.body, "active") === true;
  for (const { reply, check, isSwallowed } of [
    { reply: switched, check: RETURN, isSwallowed: accepted.byPatch },
    { reply: put, check: RETURN_BY_PUT, isSwallowed: accepted.byPut },
  ]) {
    // Who accepts it and brings nobody back may have another fault.
    if (isSuccess(reply) && (isBack || isSwallowed))
      await judge(check, () => verify(reply, { others: [read] }).doesNotSucceed(noSeat(full)));
  }
  const refused = [switched, put].filter((reply) => !isSuccess(reply));
  if (refused.length < 2) return;
  for (const check of [RETURN, RETURN_BY_PUT])
    await judge(check, () => verify(read, { although: "it was refused", others: refused }).at("active").isNot(true));
}

/** Who holds the product already, by what should have been refused, cannot take the seat: a new user does. */
function takeSeat(t: CheckContext, { seeker, accepted }: Rivals, full: FullProduct): Promise<Reply> {
  if (!accepted.byPut && !accepted.byPatch) return putBoth(t, seeker, full);
  const products = t.seats.withProducts([full.other, full.product]);
  return t.post("/Users", t.make.userBody({ overrides: products }));
}

function toReplaced({ id, sent }: Holder): ReplacedUser {
  return { id, current: { ...sent, id }, externalId: oktaIdOf(sent) };
}

function putBoth(t: CheckContext, { id, sent }: Holder, { product, other }: FullProduct): Promise<Reply> {
  return t.put(pathTo`/Users/${id}`, mergeMembers(sent, t.seats.withProducts([other, product])));
}

/** Why a request for the product must be refused. */
export function noSeat({ product }: Pick<FullProduct, "product">): string {
  return `no seat of ${product} is left`;
}

const BY_PUT = "seats.growth.product-by-put";
const BY_PATCH = "seats.growth.product-by-patch";
const RETURN = "seats.growth.reactivate";
const RETURN_BY_PUT = "seats.growth.reactivate-by-put";
