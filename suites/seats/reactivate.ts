import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  isSuccess,
  ports,
  valueAt,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, OwnUser, Reply } from "../../src/kit/index.ts";
import { patchActive } from "../../emulator/okta/wire/patch-active.ts";
import { replaceActive } from "../../emulator/okta/wire/replace-user.ts";
import { oktaIdOf } from "../okta/words/okta-user.ts";
import { send } from "../okta/words/send.ts";
import { deactivate } from "../okta/words/switch-user.ts";
import { zoominfo } from "../zoominfo/words/clause.ts";
import { afterRefusal, givesAll } from "./words/after-refusal.ts";
import { overbook } from "./words/faulty-ledger.ts";
import type { Overbooking } from "./words/faulty-ledger.ts";
import { askForSeat, scarceProduct, skipUnlessFull } from "./words/holders.ts";

const RETURN = zoominfo({
  id: "ZOOMINFO-seats-10",
  standing: "documented",
  requirement: "Guide: a deactivated user can be assigned again; like any assignment it fails when there is no seat.",
});

const withoutPath = defineCheck({
  id: "seats.growth.reactivate",
  title: "A user is not reactivated by PATCH when no seat is left, and stays inactive",
  rule: RETURN,
  advice:
    "Take the seats again when active becomes true; refuse the request and leave the user inactive when there is none.",
  run: (t) => verifyStaysOut(t, ({ id }) => send(t, patchActive(id, true))),
  defects: {
    "reactivation-ignores-seats": ports(overbook(hadSeatBefore)),
    "refused-reactivation-is-stored": afterRefusal({ method: "PATCH" }, switchedOn),
    "reactivation-without-a-path-ignores-seats": givesAll({ method: "PATCH", body: hasNoPath }, switchedOn),
  },
});

const byPath = defineCheck({
  id: "seats.growth.reactivate-by-path",
  title: "A user is not reactivated by a PATCH with the path active when no seat is left, and stays inactive",
  rule: RETURN,
  needs: ["patch"],
  advice: "Ask for the seats wherever active becomes true: by a PATCH with a path as by one without.",
  run: (t) => verifyStaysOut(t, ({ path }) => t.patch(path, [{ op: "replace", path: "active", value: true }])),
  defects: {
    "reactivation-by-path-ignores-seats": givesAll({ method: "PATCH", body: (b) => !hasNoPath(b) }, switchedOn),
  },
});

const byPut = defineCheck({
  id: "seats.growth.reactivate-by-put",
  title: "A user is not reactivated by PUT when no seat is left, and stays inactive",
  rule: RETURN,
  advice: "Ask for the seats wherever active becomes true: by PUT as by PATCH.",
  run: (t) =>
    verifyStaysOut(t, async (user) => {
      const { id, sent } = user;
      return send(t, replaceActive({ id, current: await user.read(), externalId: oktaIdOf(sent) }, true));
    }),
  defects: { "reactivation-by-put-ignores-seats": givesAll({ method: "PUT" }, switchedOn) },
});

/**
 * Deactivates a user, gives the seat to another one, and throws unless the request that would bring the user back is refused and
 * leaves the user inactive. That the same request does bring the user back while a seat is free is seen first.
 */
async function verifyStaysOut(t: CheckContext, bringBack: (user: OwnUser) => Promise<Reply>): Promise<void> {
  if (t.profile.seats?.freedBy.includes("deactivate") !== true) t.skip("deactivation frees no seats on this target");
  const product = scarceProduct(t, 1);
  const [user] = await t.seats.fill(product);
  if (user === undefined) return t.skip(`no seat of ${product} is free to begin with`);
  await skipUnlessFull(t, product);
  await deactivate(t, user);
  await skipUnlessBack(t, user, await bringBack(user));
  await deactivate(t, user);
  const taken = await t.settle(() => askForSeat(t, product), isSuccess);
  if (!isSuccess(taken)) t.skip("the seat of a deactivated user is not free");
  const refused = await bringBack(user);
  verify(refused, { others: [taken] }).doesNotSucceed(`no seat of ${product} is left`);
  await t.stays(
    () => t.get(user.path),
    (reply) => verify(reply, { although: "it was refused" }).status(200).at("active").isNot(true),
  );
}

/** Skips where the request is refused, or changes nothing, while a seat is free: then its answer says nothing about seats. */
async function skipUnlessBack(t: CheckContext, { path }: OwnUser, back: Reply): Promise<void> {
  const isActive = (reply: Reply): boolean => valueAt(reply.body, "active") === true;
  if (!isSuccess(back)) t.skip(`${describeRequest(back)} answers ${describeOutcome(back)} while a seat is free`);
  const shown = await t.settle(() => t.get(path), isActive);
  if (!isActive(shown)) t.skip(`${describeRequest(back)} is accepted and does not bring the user back`);
}

/** Overbooks for whoever has held a seat at any time, as a server does that counts on create only. */
function hadSeatBefore(): Overbooking {
  const holders = new Set<string>();
  return async (userId) => {
    const isKnown = holders.has(userId);
    holders.add(userId);
    return isKnown;
  };
}

function switchedOn(user: JsonObject): JsonObject {
  return { ...user, active: true };
}

function hasNoPath(body: Json): boolean {
  return !JSON.stringify(body).includes('"path"');
}

/** Seats that a user who comes back would need, by each request that can bring the user back. */
export const reactivateChecks: readonly Check[] = defineFamily(
  { needs: ["seats"], features: ["create", "deactivate"], exclusive: true },
  [withoutPath, byPath, byPut],
);
