import { isObject, isSuccess, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Judge, Walk } from "../../../src/kit/index.ts";
import { mergeMembers } from "../../../emulator/okta/wire/merge-members.ts";
import { unknownProduct, verifyNotCreated } from "./refused-product.ts";
import { CREDITS, templateProducts, verifyCredits, ziBody, ziOf, ziUrn } from "./zi-attributes.ts";

/** One user with credit settings of its own, whose role is changed, and two who are refused for their products. */
export const zoominfoWalk: Walk = {
  checks: [
    "zoominfo.product.required",
    "zoominfo.product.subscribed",
    "zoominfo.attributes.credits",
    "zoominfo.attributes.role",
  ],
  run: walk,
};

async function walk(t: CheckContext, judge: Judge): Promise<void> {
  const urn = ziUrn(t);
  const user = await t.make.user({ overrides: { [urn]: ziOf(ziBody(t, CREDITS), urn) } });
  const read = await t.get(user.path);
  await judge("zoominfo.attributes.credits", () => verifyCredits(read, urn));
  const current = isObject(read.body) ? read.body : user.sent;
  const other = ziOf(current, urn)["ziRole"] === "Admin" ? "User" : "Admin";
  const pushed = await t.put(user.path, mergeMembers(current, { [urn]: { ziRole: other } }));
  await judge("zoominfo.attributes.role", () => verify(pushed).succeeds());
  const after = await t.get(user.path);
  if (isSuccess(pushed)) {
    await judge("zoominfo.attributes.role", () => verify(after).status(200).at(urn, "ziRole").is(other));
    await judge("zoominfo.attributes.credits", () => verifyCredits(after, urn));
  }
  const known = user;
  const unsold = [...templateProducts(t), unknownProduct(t)];
  await judge("zoominfo.product.required", () =>
    verifyNotCreated(t, { known, ziProduct: undefined, although: "it names no product" }),
  );
  await judge("zoominfo.product.subscribed", () =>
    verifyNotCreated(t, { known, ziProduct: unsold, although: "one of its products is not subscribed" }),
  );
}
