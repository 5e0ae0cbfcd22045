import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { describeOutcome } from "../../src/exchange/reply.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import { errorResponse, tamperResources, tamperResponse, without } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyEqual, verifyErrorBody, verifyStatus, verifySuccess, verifyThat } from "../../src/exchange/verify.ts";
import type { Json } from "../../src/scim/json.ts";
import type { Path } from "../../src/scim/request-path.ts";
import { zoominfo } from "./words/clause.ts";
import { onZi, ziBody, ziOf, ziUrn, ZOOMINFO_URN } from "./words/zi-attributes.ts";

const CREATE = { method: "POST", path: /^\/Users$/ } as const;
const REPLACE = { method: "PUT", path: /^\/Users\/[^/]+$/ } as const;

/** None of them is what the app sends by default. */
const CREDITS = { ziUserCredit: "Limited", ziCreditLimit: 250, ziResetUsage: "Manual" } as const;

const WRONG_VALUES: readonly (readonly [string, Json])[] = [
  ["ziRole", "Superuser"],
  ["ziUserCredit", "Some"],
  ["ziResetUsage", "Weekly"],
  ["ziCreditLimit", -1],
];

const values = defineCheck({
  id: "zoominfo.attributes.values",
  title: "A value that the guide does not know is refused by a detail that names the attribute",
  clause: zoominfo({
    id: "ZOOMINFO-attributes-01",
    standing: "inferred",
    requirement:
      "Guide, attribute mappings: role, credit and usage settings have a few values each; others mean nothing.",
  }),
  advice: "Answer 400 invalidValue for a value outside the list, and name attribute and value in `detail`.",
  run: async (t) => {
    for (const [name, value] of WRONG_VALUES) {
      const reply = await t.post("/Users", ziBody(t, { [name]: value }));
      verifyThat(!isSuccess(reply), reply, {
        reason: `a user with ${name} ${shown(value)} is accepted`,
        expected: "a refusal",
        actual: `status ${describeOutcome(reply)}`,
      });
      const detail = verifyErrorBody(reply)["detail"];
      verifyThat(typeof detail === "string" && detail.includes(name), reply, {
        reason: `the refusal of ${name} ${shown(value)} does not name the attribute`,
        expected: `a detail with "${name}"`,
        actual: shown(detail),
        at: "/detail",
      });
    }
  },
  defects: [
    {
      name: "unknown-role-becomes-user",
      breaks: "ZOOMINFO-attributes-01",
      wrap: onZi(CREATE, (zi) => ({ ...zi, ziRole: zi["ziRole"] === "Admin" ? "Admin" : "User" })),
    },
    {
      name: "negative-credit-limit-accepted",
      breaks: "ZOOMINFO-attributes-01",
      wrap: onZi(CREATE, (zi) => ({ ...zi, ziCreditLimit: Math.max(0, Number(zi["ziCreditLimit"])) })),
    },
    {
      name: "wrong-value-not-named",
      breaks: "ZOOMINFO-attributes-01",
      wrap: tamperResponse(CREATE, (response) =>
        response.status === 400 ? errorResponse(400, "invalid value") : response,
      ),
    },
  ],
});

const credits = defineCheck({
  id: "zoominfo.attributes.credits",
  title: "Credit settings of a create are stored, and a later profile push leaves them alone",
  clause: zoominfo({
    id: "ZOOMINFO-attributes-02",
    standing: "documented",
    requirement: "Guide: the three credit settings are pushed on create; after that the Admin Portal owns them.",
  }),
  blocks: ["create", "update"],
  advice:
    "Store ziUserCredit, ziCreditLimit (a number) and ziResetUsage from the create, and set them to no default on PUT.",
  run: async (t) => {
    const urn = ziUrn(t);
    const user = await t.make.user({ overrides: { [urn]: ziOf(ziBody(t, CREDITS), urn) } });
    await verifyCredits(t, user.path, "the create");
    const { name } = t.make.userBody({ label: "pushed" });
    verifySuccess(await t.put(user.path, { ...(await user.read()), ...(name === undefined ? {} : { name }) }));
    await verifyCredits(t, user.path, "a profile push");
  },
  defects: [
    {
      name: "credit-limit-lost-on-create",
      breaks: "ZOOMINFO-attributes-02",
      wrap: onZi(CREATE, (zi) => without(zi, "ziCreditLimit")),
    },
    {
      name: "credit-limit-as-text",
      breaks: "ZOOMINFO-attributes-02",
      wrap: tamperResources({ method: "GET", path: /^\/Users\// }, (user) => {
        const zi = ziOf(user, ZOOMINFO_URN);
        return { ...user, [ZOOMINFO_URN]: { ...zi, ziCreditLimit: String(zi["ziCreditLimit"]) } };
      }),
    },
    {
      name: "push-resets-credit-settings",
      breaks: "ZOOMINFO-attributes-02",
      wrap: onZi(REPLACE, (zi) => ({ ...zi, ziCreditLimit: 1000, ziResetUsage: "Monthly" })),
    },
  ],
});

const role = defineCheck({
  id: "zoominfo.attributes.role",
  title: "A profile push changes the role",
  clause: zoominfo({
    id: "ZOOMINFO-attributes-03",
    standing: "documented",
    requirement: "Guide, attribute mappings: ziRole is applied on create and on update.",
  }),
  blocks: ["update"],
  advice: "Store ziRole from the body of a PUT.",
  run: async (t) => {
    const urn = ziUrn(t);
    const user = await t.make.user();
    const current = await user.read();
    verifySuccess(await t.put(user.path, { ...current, [urn]: { ...ziOf(current, urn), ziRole: "Admin" } }));
    const reply = await t.settle(
      () => t.get(user.path),
      ({ body }) => ziOf(body, urn)["ziRole"] === "Admin",
    );
    verifyEqual(verifyStatus(reply, 200), `/${urn}/ziRole`, {
      expected: "Admin",
      actual: ziOf(reply.body, urn)["ziRole"],
      reason: "the role is not the one that a profile push set",
    });
  },
  defects: [
    {
      name: "role-update-ignored",
      breaks: "ZOOMINFO-attributes-03",
      wrap: onZi(REPLACE, (zi) => ({ ...zi, ziRole: "User" })),
    },
  ],
});

async function verifyCredits(t: CheckContext, path: Path, after: string): Promise<void> {
  const urn = ziUrn(t);
  const isRight = ({ body }: Reply): boolean =>
    Object.entries(CREDITS).every(([name, expected]) => ziOf(body, urn)[name] === expected);
  const reply = verifyStatus(await t.settle(() => t.get(path), isRight), 200);
  for (const [name, expected] of Object.entries(CREDITS)) {
    verifyEqual(reply, `/${urn}/${name}`, {
      expected,
      actual: ziOf(reply.body, urn)[name],
      reason: `${name} is another one after ${after}`,
    });
  }
}

/** What the guide says of ZoomInfo's own attributes. */
export const attributeChecks: readonly Check[] = [values, credits, role];
