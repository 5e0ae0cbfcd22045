import type { CheckContext } from "../../../src/kit/check-context.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { tamperResources } from "../../../src/kit/defects/tamper.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { isPresent } from "../../../src/profile/capability.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import type { Json } from "../../../src/scim/json.ts";
import { ENTERPRISE_USER_URN, USER_URN } from "../../../src/scim/urns.ts";
import { endpointOf } from "../../../src/kit/published/published-resource-types.ts";
import { readBack } from "../../../src/kit/reading/read-back.ts";
import { itemsAt, sameText, valueAt } from "../../../src/kit/reading/value-at.ts";
import { ownText } from "../../../src/kit/reading/own-text.ts";

const USERS = { path: /^\/Users(?:\/[^/]+)?$/ };

const schemas = defineCheck({
  id: "users.read.schemas",
  title: "schemas of a user names the core schema and every extension that the user has",
  clause: rfc("RFC7643-3.3-01", "RFC7643-3.3-03"),
  advice: "List in schemas the core schema of the resource type and the URN of each extension whose object is there.",
  run: async (t) => {
    const user = await t.make.user({ overrides: isPresent(t.capabilities.enterprise) ? enterpriseOf(t) : {} });
    const { reply, resource } = await readBack(t, user.path);
    const named = valueAt(resource, "schemas");
    if (!isArray(named)) return t.skip("the user has no schemas");
    const extensions = Object.entries(resource).filter(([name, value]) => /^urn:/i.test(name) && isFilled(value));
    for (const urn of [coreSchemaOf(t), ...extensions.map(([name]) => name)]) {
      verifyThat(
        named.some((schema) => sameText(schema, urn)),
        reply,
        {
          reason: `schemas of a user does not name ${urn}, which the user is of`,
          expected: `schemas with ${urn}`,
          actual: shown(named),
          at: "/schemas",
        },
      );
    }
  },
  defects: [
    {
      name: "schemas-names-the-extension-instead-of-the-core",
      breaks: "RFC7643-3.3-01",
      wrap: tamperResources(USERS, (user) => ({ ...user, schemas: [ENTERPRISE_USER_URN] })),
    },
    {
      name: "schemas-leaves-the-extension-out",
      breaks: "RFC7643-3.3-03",
      wrap: tamperResources(USERS, (user) => ({ ...user, schemas: [USER_URN] })),
    },
  ],
});

/** What schemas of a user must name. */
export const readSchemasChecks: readonly Check[] = [schemas];

/** Overrides that add the enterprise extension to the profile's user. */
export function enterpriseOf(
  t: CheckContext,
  attributes: Readonly<Record<string, Json>> = { employeeNumber: ownText(t) },
): Readonly<Record<string, Json>> {
  const own = valueAt(t.make.userBody(), "schemas");
  const urns = isArray(own) ? own.filter((urn) => !sameText(urn, ENTERPRISE_USER_URN)) : [USER_URN];
  return { schemas: [...urns, ENTERPRISE_USER_URN], [ENTERPRISE_USER_URN]: attributes };
}

function coreSchemaOf(t: CheckContext): string {
  const types = itemsAt({ types: t.target.resourceTypes ?? [] }, "types");
  const schema = valueAt(
    types.find((type) => endpointOf(type) === "Users"),
    "schema",
  );
  return typeof schema === "string" && schema !== "" ? schema : USER_URN;
}

function isFilled(value: Json | undefined): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}
