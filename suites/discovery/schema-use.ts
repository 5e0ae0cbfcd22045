import {
  defineCheck,
  describeRequest,
  errorResponse,
  isPresent,
  keepInList,
  on,
  readSchemas,
  USER_URN,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Reply } from "../../src/kit/index.ts";
import { verifyKnownSchema } from "./words/verify-known-schema.ts";
import type { SchemaName } from "./words/verify-known-schema.ts";

const used = defineCheck({
  id: "discovery.schemas.used",
  title: "Every schema that a user or group names in schemas is found at /Schemas",
  rule: "RFC7643-7-01",
  advice: "Publish each schema that resources name in schemas at /Schemas, extensions included, under the same URI.",
  run: async (t) => {
    const published = await readSchemas(t);
    const names = (await readOwn(t)).flatMap(namesIn);
    if (names.length === 0) t.skip("no user or group of the run names a schema in schemas");
    for (const name of names) await verifyKnownSchema(t, published, name);
  },
  defects: {
    "schemas-without-the-core-user": (next) =>
      on("GET /Schemas").body((body) => keepInList(body, ({ id }) => id !== USER_URN))(
        on({ path: /^\/Schemas\/urn:.*:core:2\.0:User$/ }).answer(() => errorResponse(404, "No such schema."))(next),
      ),
    "resource-with-an-unpublished-schema": on("GET /Users/:id?").resources((user) => ({
      ...user,
      schemas: [USER_URN, "urn:ietf:params:scim:schemas:extension:acme:2.0:User"],
    })),
  },
});

/** Whether resources are what /Schemas says. */
export const schemaUseChecks: readonly Check[] = [used];

/** The schemas that a resource names. Each that the list does not have is asked for: nobody's user is of more than the first twenty. */
function namesIn(reply: Reply): readonly SchemaName[] {
  const items = verify(reply).at("schemas").items().slice(0, 20);
  return [...items.entries()]
    .filter(([, { value }]) => typeof value === "string")
    .map(([index]) => ({ reply, at: ["schemas", index], holder: describeRequest(reply), rule: "RFC7643-7-01" }));
}

/** GETs of a user of the check's own, and of a group where the target has groups. */
async function readOwn(t: CheckContext): Promise<readonly Reply[]> {
  const isFound = (reply: Reply): Reply => verify(reply).status(200).reply;
  const user = await t.make.user();
  const ofUser = await t.supposing("users.read.found", () => t.get(user.path), isFound);
  if (!isPresent(t.capabilities.groups)) return [ofUser];
  const group = await t.make.group({ overrides: { members: [{ value: user.id }] } });
  return [ofUser, await t.supposing("groups.read.found", () => t.get(group.path), isFound)];
}
