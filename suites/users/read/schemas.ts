import {
  breaking,
  defineCheck,
  describeRequest,
  ENTERPRISE_USER_URN,
  isArray,
  isObject,
  isPresent,
  on,
  readBack,
  USER_URN,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, Json } from "../../../src/kit/index.ts";
import { enterpriseOf } from "../words/enterprise-of.ts";
import { readUserType } from "../words/user-type.ts";
import type { UserType } from "../words/user-type.ts";
import { verifySchemas } from "../words/verify-schemas.ts";

const schemas = defineCheck({
  id: "users.read.schemas",
  title: "schemas of a user names the core schema and every extension that the user has",
  rule: ["RFC7643-3.3-01", "RFC7643-3.3-03"],
  advice: "List in schemas the core schema of the resource type and the URN of each extension whose object is there.",
  run: async (t) => {
    const user = await t.make.user({ overrides: isPresent(t.capabilities.enterprise) ? enterpriseOf(t) : {} });
    const { reply, resource } = await readBack(t, user.path);
    if (!isArray(valueAt(resource, "schemas"))) t.skip(`${describeRequest(reply)} shows no schemas`);
    const known = await readUserType(t);
    const others = known === undefined ? [] : [known.published];
    verifySchemas(
      verify(reply, { rule: "RFC7643-3.3-01", although: "it is of that type", others }),
      coreSchemaOf(known),
    );
    const extensions = Object.entries(resource).filter(([name, value]) => /^urn:/i.test(name) && isFilled(value));
    for (const [urn] of extensions) {
      verifySchemas(verify(reply, { rule: "RFC7643-3.3-03", although: "the user has that extension" }), urn);
    }
  },
  defects: {
    "schemas-names-the-extension-instead-of-the-core": breaking(
      "RFC7643-3.3-01",
      on("/Users/:id?").resources((user) => ({ ...user, schemas: [ENTERPRISE_USER_URN] })),
    ),
    "resource-type-is-published-with-another-schema": breaking(
      "RFC7643-3.3-01",
      on("GET /ResourceTypes").resources((type) =>
        type["endpoint"] === "/Users" ? { ...type, schema: "urn:example:2.0:Account" } : type,
      ),
    ),
    "schemas-leaves-the-extension-out": breaking(
      "RFC7643-3.3-03",
      on("/Users/:id?").resources((user) => ({ ...user, schemas: [USER_URN] })),
    ),
  },
});

/** What schemas of a user must name. */
export const readSchemasChecks: readonly Check[] = [schemas];

function coreSchemaOf(known: UserType | undefined): string {
  const schema = valueAt(known?.type, "schema");
  return typeof schema === "string" && schema !== "" ? schema : USER_URN;
}

function isFilled(value: Json | undefined): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}
