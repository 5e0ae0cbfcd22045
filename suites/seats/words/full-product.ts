import { isObject, isSuccess, jsonEqual, pathTo, valueAt, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Json, Judge, Reply, UserBody } from "../../../src/kit/index.ts";
import { mergeMembers } from "../../../emulator/okta/wire/merge-members.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { replaceActive } from "../../../emulator/okta/wire/replace-user.ts";
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

/** A user with another product asks for the full one by PUT and by PATCH, and shows no more than before. */
export async function askForProducts({ t, judge }: SeatWalker, seeker: Holder, full: FullProduct): Promise<void> {
  const put = await putBoth(t, seeker, full);
  await judge(BY_PUT, () => verify(put).doesNotSucceed(noSeat(full)));
  const operation = { op: "replace", value: t.seats.withProducts([full.other, full.product]) };
  const patched = await t.patch(pathTo`/Users/${seeker.id}`, [operation]);
  await judge(BY_PATCH, () => verify(patched).doesNotSucceed(noSeat(full)));
  if (isSuccess(put) || isSuccess(patched)) return;
  const read = await t.get(pathTo`/Users/${seeker.id}`);
  const options = { although: "PUT and PATCH were refused", others: [put, patched] };
  const isKept = (found: Json | undefined): boolean => jsonEqual(found, [full.other]);
  await judge(BY_PUT, () => verify(read, options).status(200).at(full.urn, full.name).holds(full.other, isKept));
}

/** Who holds the seat of the full product, and who takes it while that one is inactive. */
export interface Rivals {
  readonly holder: Holder;
  readonly seeker: Holder;
}

/** The holder is switched off, the other one takes the seat, and nothing brings the holder back. */
export async function comeBack({ t, judge }: SeatWalker, { holder, seeker }: Rivals, full: FullProduct): Promise<void> {
  if (!seatRules(t).freedBy.includes("deactivate")) return;
  await setActive(t, holder, false);
  if (!isSuccess(await putBoth(t, seeker, full))) return;
  const path = pathTo`/Users/${holder.id}`;
  const switched = await send(t, patchActive(holder.id, true));
  const byPath = await t.patch(path, [{ op: "replace", path: "active", value: true }]);
  const read = await t.get(path);
  // Who accepts it and brings nobody back has another fault.
  const isBack = valueAt(read.body, "active") === true;
  const accepted = isSuccess(switched) ? switched : byPath;
  const check = isSuccess(byPath) && !isSuccess(switched) ? "seats.growth.reactivate-by-path" : RETURN;
  const others = [switched, byPath];
  if (isBack && isSuccess(accepted))
    await judge(check, () => verify(accepted, { others: [read] }).doesNotSucceed(noSeat(full)));
  else await judge(check, () => verify(read, { although: "it was refused", others }).at("active").isNot(true));
  if (isBack || !isObject(read.body)) return;
  const current = { id: holder.id, current: read.body, externalId: oktaIdOf(holder.sent) };
  const put = await send(t, replaceActive(current, true));
  if (valueAt(put.body, "active") !== false)
    await judge("seats.growth.reactivate-by-put", () => verify(put).doesNotSucceed(noSeat(full)));
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
