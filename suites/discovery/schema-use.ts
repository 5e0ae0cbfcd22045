import type { CheckContext } from "../../src/kit/check-context.ts";
import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeOutcome } from "../../src/exchange/reply.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse, tamperResources, tamperResponseBody } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { toListBody } from "../../src/exchange/list-body.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { isPresent } from "../../src/profile/capability.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Path } from "../../src/scim/request-path.ts";
import { USER_URN } from "../../src/scim/urns.ts";
import { readSchemas } from "../../src/kit/published/published-schemas.ts";
import { isPublished } from "./resource-type-links.ts";

const USERS = /^\/Users(?:\/[^/]+)?$/;

const used = defineCheck({
  id: "discovery.schemas.used",
  title: "Every schema that a user or group names in schemas is found at /Schemas",
  clause: rfc("RFC7643-7-01"),
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
  defects: [
    {
      name: "schemas-without-the-core-user",
      breaks: "RFC7643-7-01",
      wrap: (next) =>
        tamperResponseBody({ method: "GET", path: /^\/Schemas$/ }, (body) => {
          const resources = toListBody(body).resources.filter((schema) => schema["id"] !== USER_URN);
          return { ...body, totalResults: resources.length, Resources: resources };
        })(
          answerInstead({ path: /^\/Schemas\/urn:.*:core:2\.0:User$/ }, () => errorResponse(404, "No such schema."))(
            next,
          ),
        ),
    },
    {
      name: "resource-with-an-unpublished-schema",
      breaks: "RFC7643-7-01",
      wrap: tamperResources({ method: "GET", path: USERS }, (user) => ({
        ...user,
        schemas: [USER_URN, "urn:ietf:params:scim:schemas:extension:acme:2.0:User"],
      })),
    },
  ],
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
