import {
  defineCheck,
  describeOutcome,
  isPresent,
  isSuccess,
  named,
  on,
  pathTo,
  readBack,
  remembering,
  verify,
  withAuthorization,
  withQuery,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, OwnUser, Reply, Wrap } from "../../src/kit/index.ts";

const OTHER = { credentials: "other" } as const;
const ALTHOUGH = "it came with the credentials of another tenant";

const reading = defineCheck({
  id: "protocol.tenants.reading",
  title: "A second tenant neither reads nor lists what the first one has",
  rule: "RFC7644-2-04",
  advice: "Bind every query to the tenant of the credentials, the one for a single id too, and answer 404 to others.",
  run: async (t) => {
    await skipUnlessTenants(t);
    const user = await t.make.user();
    await readBack(t, user.path);
    const others = [user.reply];
    verify(await t.get(user.path, OTHER), { others }).doesNotSucceed(ALTHOUGH);
    const options = { others, although: ALTHOUGH };
    verifyUnlisted(await t.get(withQuery("/Users", { count: "100" }), OTHER), user, options);
    if (isPresent(t.capabilities.filter)) {
      verifyUnlisted(await t.get(withQuery("/Users", { filter: named(user) }), OTHER), user, options);
    }
    if (!isPresent(t.capabilities.groups)) return;
    const group = await t.make.group();
    verify(await t.get(group.path, OTHER), { others: [group.reply] }).doesNotSucceed(ALTHOUGH);
  },
  defects: {
    "user-is-read-by-another-tenant": crosses("GET /Users/:id"),
    "users-are-listed-to-another-tenant": crosses("GET /Users"),
    "group-is-read-by-another-tenant": crosses("GET /Groups/:id"),
  },
});

const writing = defineCheck({
  id: "protocol.tenants.writing",
  title: "A second tenant neither changes nor deletes what the first one has",
  rule: "RFC7644-2-04",
  advice: "Look a resource up within the tenant of the credentials before it is changed or deleted, and answer 404.",
  run: async (t) => {
    await skipUnlessTenants(t);
    const user = await t.make.user();
    const before = await readBack(t, user.path);
    const familyName = `Crossed${t.runId}`;
    const changes = { ...before.resource, name: { givenName: "Crossed", familyName } };
    const replies = [await t.put(user.path, changes, OTHER)];
    const operation = { op: "replace", path: "name.familyName", value: familyName };
    if (isPresent(t.capabilities.patch)) replies.push(await t.patch(user.path, [operation], OTHER));
    replies.push(await t.delete(user.path, OTHER));
    for (const reply of replies) verify(reply, { others: [user.reply] }).doesNotSucceed(ALTHOUGH);
    // What is refused may be carried out all the same.
    await t.stays(
      () => t.get(user.path),
      (reply) =>
        verify(reply, { others: replies })
          .status(200)
          .at("name", "familyName")
          .holds("the name that the first tenant gave", (name) => name !== familyName),
    );
  },
  defects: {
    "user-is-replaced-by-another-tenant": crosses("PUT /Users/:id"),
    "user-is-patched-by-another-tenant": crosses("PATCH /Users/:id"),
    "user-is-deleted-by-another-tenant": crosses("DELETE /Users/:id"),
    "another-tenant-is-refused-and-deletes": (next) =>
      on("DELETE /Users/:id").response((response, { headers }) =>
        isOther(headers.get("authorization")) ? new Response(null, { status: 404 }) : response,
      )(crosses("DELETE /Users/:id")(next)),
  },
});

/** Who may reach what: with `--other-token`. */
export const tenantChecks: readonly Check[] = [reading, writing];

/** Whether there are two tenants is known to the user alone: RFC 7644 section 6 leaves it to the server. */
async function skipUnlessTenants(t: CheckContext): Promise<void> {
  if (!t.hasOtherTenant) t.skip("the run has no credentials of a second tenant; --other-token gives them");
  const reply = await t.get(pathTo`/Users?count=1`, OTHER);
  if (!isSuccess(reply)) t.skip(`the credentials of the second tenant are refused (${describeOutcome(reply)})`);
}

/** A refusal shows nobody. */
function verifyUnlisted(reply: Reply, user: OwnUser, options: Parameters<typeof verify>[1]): void {
  if (isSuccess(reply)) verify(reply, options).doesNotList(user);
}

/** The tokens of the tenants, by who came first: the first request of a proof is the first tenant's. */
function crosses(where: string): Wrap {
  return remembering(() => {
    let first: string | undefined;
    const note = (request: Request): void => {
      first ??= request.headers.get("authorization") ?? undefined;
    };
    return (next) => {
      const cross = on(where).answer(async (request, behind) =>
        behind(first === undefined ? request : await withAuthorization(request, first)),
      )(next);
      return (request) => {
        note(request);
        return cross(request);
      };
    };
  });
}

function isOther(authorization: string | null): boolean {
  return authorization !== null && authorization.includes("other");
}
