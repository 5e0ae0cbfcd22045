import {
  defineCheck,
  describeOutcome,
  errorResponse,
  getIgnoreCase,
  isArray,
  isObject,
  isPresent,
  on,
  readSchemas,
  shown,
  toListBody,
  USER_URN,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Path, Reply } from "../../src/kit/index.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { isPublished } from "./resource-type-links.ts";

const used = defineCheck({
  id: "discovery.schemas.used",
  title: "Every schema that a user or group names in schemas is found at /Schemas",
  rule: "RFC7643-7-01",
  advice: "Publish each schema that resources name in schemas at /Schemas, extensions included, under the same URI.",
  run: async (t) => {
    const published = await readSchemas(t);
    for (const reply of await readOwn(t)) {
      const schemas = isObject(reply.body) ? getIgnoreCase(reply.body, "schemas") : undefined;
      // Each that the list does not have is asked for: nobody's user is of more than the first twenty.
      for (const [index, urn] of (isArray(schemas) ? schemas : []).slice(0, 20).entries()) {
        verifyThat(typeof urn !== "string" || (await isPublished(t, published, urn)), reply, {
          reason: `A resource names the schema ${shown(urn)}, which /Schemas does not know`,
          expected: shown(published.schemas.map(({ id }) => id)),
          actual: shown(urn),
          at: `/schemas/${index}`,
        });
      }
    }
  },
  defects: {
    "schemas-without-the-core-user": (next) =>
      on("GET /Schemas").body((body) => {
        const resources = toListBody(body).resources.filter((schema) => schema["id"] !== USER_URN);
        return { ...body, totalResults: resources.length, Resources: resources };
      })(on({ path: /^\/Schemas\/urn:.*:core:2\.0:User$/ }).answer(() => errorResponse(404, "No such schema."))(next)),
    "resource-with-an-unpublished-schema": on("GET /Users/:id?").resources((user) => ({
      ...user,
      schemas: [USER_URN, "urn:ietf:params:scim:schemas:extension:acme:2.0:User"],
    })),
  },
});

/** Whether resources are what /Schemas says. */
export const schemaUseChecks: readonly Check[] = [used];

/** GETs of a user of the check's own, and of a group where the target has groups. */
async function readOwn(t: CheckContext): Promise<readonly Reply[]> {
  const user = await t.make.user();
  const replies = [await readOne(t, user.path)];
  if (!isPresent(t.capabilities.groups)) return replies;
  const group = await t.make.group({ overrides: { members: [{ value: user.id }] } });
  return [...replies, await readOne(t, group.path)];
}

async function readOne(t: CheckContext, path: Path): Promise<Reply> {
  const reply = await t.settle(
    () => t.get(path),
    ({ status }) => status === 200,
  );
  return reply.status === 200 ? reply : t.skip(`a resource that was made cannot be read: ${describeOutcome(reply)}`);
}
