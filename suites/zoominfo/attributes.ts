import {
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  isSuccess,
  on,
  shown,
  verify,
  without,
} from "../../src/kit/index.ts";
import type { Check, Json } from "../../src/kit/index.ts";
import { mergeMembers } from "../../emulator/okta/wire/merge-members.ts";
import { zoominfo } from "./words/clause.ts";
import { verifyDetailNames } from "./words/verify-detail.ts";
import { CREDITS, onZi, ziBody, ziOf, ziUrn, ZOOMINFO_URN, verifyCredits } from "./words/zi-attributes.ts";

const CREATE = "POST /Users";
const REPLACE = "PUT /Users/:id";

const WRONG_VALUES: readonly (readonly [string, Json])[] = [
  ["ziRole", "Superuser"],
  ["ziUserCredit", "Some"],
  ["ziResetUsage", "Weekly"],
  ["ziCreditLimit", -1],
];

const values = defineCheck({
  id: "zoominfo.attributes.values",
  title: "A value that the guide does not know is refused, and detail names the attribute",
  rule: zoominfo({
    id: "ZOOMINFO-attributes-01",
    standing: "inferred",
    requirement:
      "Guide, attribute mappings: role, credit and usage settings have a few values each; others mean nothing.",
  }),
  advice: "Answer 400 invalidValue for a value outside the list, and name attribute and value in `detail`.",
  run: async (t) => {
    ziUrn(t);
    // Where the template's user is refused as well, a refusal says nothing about values.
    await t.make.user();
    for (const [name, value] of WRONG_VALUES) {
      const reply = await t.post("/Users", ziBody(t, { [name]: value }));
      verify(reply).doesNotSucceed(`${name} ${shown(value)} means nothing`);
      verifyDetailNames(reply, name);
    }
  },
  defects: {
    "unknown-role-becomes-user": onZi(CREATE, (zi) => ({ ...zi, ziRole: zi["ziRole"] === "Admin" ? "Admin" : "User" })),
    "negative-credit-limit-accepted": onZi(CREATE, (zi) => ({
      ...zi,
      ziCreditLimit: Math.max(0, Number(zi["ziCreditLimit"])),
    })),
    "wrong-value-refused-as-text": on(CREATE).response((response) =>
      response.status === 400 ? new Response("invalid value", { status: 400 }) : response,
    ),
    "wrong-value-not-named": on(CREATE).response((response) =>
      response.status === 400 ? errorResponse(400, "invalid value") : response,
    ),
  },
});

const credits = defineCheck({
  id: "zoominfo.attributes.credits",
  title: "Credit settings of a create are stored, and a later profile push leaves them alone",
  rule: zoominfo({
    id: "ZOOMINFO-attributes-02",
    standing: "documented",
    requirement: "Guide: the three credit settings are pushed on create; after that the Admin Portal owns them.",
  }),
  features: ["create", "update"],
  advice:
    "Store ziUserCredit, ziCreditLimit (a number) and ziResetUsage from the create, and set them to no default on PUT.",
  run: async (t) => {
    const urn = ziUrn(t);
    const user = await t.make.user({ overrides: { [urn]: ziOf(ziBody(t, CREDITS), urn) } });
    await t.eventually(
      () => t.get(user.path),
      (reply) => verifyCredits(reply, urn),
    );
    const { name } = t.make.userBody({ label: "pushed" });
    const push = { ...(await user.read()), ...(name === undefined ? {} : { name }) };
    verify(await t.put(user.path, push)).succeeds();
    await t.eventually(
      () => t.get(user.path),
      (reply) => verifyCredits(reply, urn),
    );
  },
  defects: {
    "credit-limit-lost-on-create": onZi(CREATE, (zi) => without(zi, "ziCreditLimit")),
    "credit-limit-as-text": on("GET /Users/:id").resources((user) => {
      const zi = ziOf(user, ZOOMINFO_URN);
      return { ...user, [ZOOMINFO_URN]: { ...zi, ziCreditLimit: String(zi["ziCreditLimit"]) } };
    }),
    "push-with-credit-settings-is-refused": on(REPLACE, {
      body: (body) => ziOf(body, ZOOMINFO_URN)["ziCreditLimit"] !== undefined,
    }).answer(() => errorResponse(400, "The Admin Portal owns ziCreditLimit.", "mutability")),
    "push-resets-credit-settings": onZi(REPLACE, (zi) => ({ ...zi, ziCreditLimit: 1000, ziResetUsage: "Monthly" })),
  },
});

const role = defineCheck({
  id: "zoominfo.attributes.role",
  title: "A profile push changes the role",
  rule: zoominfo({
    id: "ZOOMINFO-attributes-03",
    standing: "documented",
    requirement: "Guide, attribute mappings: ziRole is applied on create and on update.",
  }),
  features: ["update"],
  advice: "Store ziRole from the body of a PUT.",
  run: async (t) => {
    const urn = ziUrn(t);
    const user = await t.make.user();
    const current = await user.read();
    const plain = await t.put(user.path, current);
    if (!isSuccess(plain))
      t.skip(`${describeRequest(plain)} answers ${describeOutcome(plain)} when it changes nothing`);
    const other = ziOf(current, urn)["ziRole"] === "Admin" ? "User" : "Admin";
    verify(await t.put(user.path, mergeMembers(current, { [urn]: { ziRole: other } }))).succeeds();
    await t.eventually(
      () => t.get(user.path),
      (reply) => verify(reply).status(200).at(urn, "ziRole").is(other),
    );
  },
  defects: {
    "role-update-is-refused": on(REPLACE, {
      body: (body) => ziOf(body, ZOOMINFO_URN)["ziRole"] === "Admin",
    }).answer(() => errorResponse(403, "Roles are given in the Admin Portal.")),
    "role-update-ignored": onZi(REPLACE, (zi) => ({ ...zi, ziRole: "User" })),
  },
});

/** What the guide says of ZoomInfo's own attributes. */
export const attributeChecks: readonly Check[] = [values, credits, role];
