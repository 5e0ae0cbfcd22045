import { isObject, isSuccess, itemsAt, totalOf, verify, withQuery } from "../../../src/kit/index.ts";
import type { CheckContext, Judge, Made, Reply, UserBody, Walk } from "../../../src/kit/index.ts";
import { mergeMembers } from "../../../emulator/okta/wire/merge-members.ts";
import { lists, verifyNobody, verifyUnlisted } from "../../seats/words/verify-nobody.ts";
import { unknownProduct } from "./refused-product.ts";
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
  // Who refuses what the server itself has shown refuses every link and every push.
  const isRefused = !isSuccess(pushed) && !isSuccess(await t.put(user.path, current));
  await judge("zoominfo.attributes.role", () => verify(pushed).succeeds(), isRefused ? EVERYTHING : []);
  const after = await t.get(user.path);
  if (isSuccess(pushed)) {
    await judge("zoominfo.attributes.role", () => verify(after).status(200).at(urn, "ziRole").is(other));
    await judge("zoominfo.attributes.credits", () => verifyCredits(after, urn));
  }
  await refuseProducts({ t, judge }, user);
}

const EVERYTHING = ["create", "update", "deactivate", "import"] as const;

interface ZoominfoWalker {
  readonly t: CheckContext;
  readonly judge: Judge;
}

/** Two creates with wrong products, and one list for both of them. */
async function refuseProducts({ t, judge }: ZoominfoWalker, known: Made<UserBody>): Promise<void> {
  const wrong = [
    { check: "zoominfo.product.required", ziProduct: undefined, although: "it names no product" },
    {
      check: "zoominfo.product.subscribed",
      ziProduct: [...templateProducts(t), unknownProduct(t)],
      although: "one of its products is not subscribed",
    },
  ];
  const asked: Asked[] = [];
  for (const { check, ziProduct, although } of wrong) {
    const body = ziBody(t, { ziProduct });
    const refused = await t.post("/Users", body);
    const isRefused = await judge(check, () => verify(refused).doesNotSucceed(although));
    if (isRefused) asked.push({ check, refused, userName: body.userName });
  }
  await judgeNobody({ t, judge }, asked, known.sent.userName);
}

/** A create that was refused. */
interface Asked {
  readonly check: string;
  readonly refused: Reply;
  readonly userName: string;
}

/** Of those whose creates were refused a list of everybody shows nobody; where it is no list of everybody, they are asked for by name. */
async function judgeNobody({ t, judge }: ZoominfoWalker, asked: readonly Asked[], known: string): Promise<void> {
  if (asked.length === 0) return;
  const read = (): Promise<Reply> => t.get(withQuery("/Users", { startIndex: "1", count: "100" }));
  const list = await t.settle(read, (reply) => lists(reply, known));
  const isWhole = lists(list, known) && totalOf(list) === itemsAt(list.body, "Resources").length;
  for (const { check, refused, userName } of asked) {
    await judge(check, async () => {
      if (isWhole) verifyUnlisted(list, { refused, userName });
      else await verifyNobody(t, { refused, userName, known });
    });
  }
}
