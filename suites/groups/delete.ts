import {
  breaking,
  defineCheck,
  describeOutcome,
  errorResponse,
  isObject,
  isSuccess,
  on,
  readJson,
  remembering,
  verify,
} from "../../src/kit/index.ts";
import type { Check } from "../../src/kit/index.ts";

const DELETE = "DELETE /Groups/:id";
/** Answers that say nothing about the resource. */
const INCONCLUSIVE = [401, 403, 429];

const gone = defineCheck({
  id: "groups.delete.gone",
  title: "DELETE of a group answers 204, and the group is gone",
  rule: ["RFC7644-3.6-01", "RFC7644-3.6-02"],
  needs: ["groups"],
  advice: "Answer DELETE of a group with 204 without a body, and every later request for it with 404.",
  run: async (t) => {
    const group = await t.make.group();
    const reply = await t.delete(group.path);
    if ([403, 405, 501].includes(reply.status)) t.skip(`the target does not delete groups: ${describeOutcome(reply)}`);
    if (!isSuccess(reply)) verify(reply, { rule: "RFC7644-3.6-01" }).status(204);
    for (const method of ["GET", "DELETE"]) {
      // An answer that says nothing does not end the waiting for one that does.
      const last = await t.settle(
        () => t.request(method, group.path),
        ({ status }) => status === 404,
      );
      const isOpen = INCONCLUSIVE.includes(last.status);
      // Nothing is written where GET does not tell whose it is.
      if (isOpen && method === "GET") t.skip(`GET of the deleted group answers ${describeOutcome(last)}`);
      if (!isOpen) verify(last, { rule: "RFC7644-3.6-02", after: reply }).status(404);
    }
    verify(reply, { rule: "RFC7644-3.6-01" }).status(204);
  },
  defects: {
    "group-delete-answers-200": breaking(
      "RFC7644-3.6-01",
      on(DELETE).response((response) => (response.ok ? Response.json({ deleted: true }) : response)),
    ),
    "deleted-group-can-be-read": breaking(
      "RFC7644-3.6-02",
      on(DELETE).answer(() => new Response(null, { status: 204 })),
    ),
    "second-delete-of-a-group-answers-500": breaking(
      "RFC7644-3.6-02",
      on(DELETE).response((response) => (response.status === 404 ? errorResponse(500, "Row not found.") : response)),
    ),
  },
});

const free = defineCheck({
  id: "groups.delete.name-free",
  title: "The displayName of a deleted group can be used again",
  rule: "RFC7644-3.6-04",
  needs: ["groups"],
  advice: "Do not count deleted groups when you look for a displayName that is taken.",
  run: async (t) => {
    const group = await t.make.group();
    const deleted = await t.delete(group.path);
    if (!isSuccess(deleted)) t.skip(`the target does not delete groups: ${describeOutcome(deleted)}`);
    const { displayName } = group.sent;
    const body = t.make.groupBody({ label: "again", overrides: { displayName } });
    const reply = await t.settle(
      () => t.post("/Groups", body),
      ({ status }) => status !== 409,
    );
    if (!isSuccess(reply) && isSuccess(await t.get(group.path)))
      t.skip("the deleted group is still there; see groups.delete.gone");
    verify(reply, { others: [deleted], although: "the group that had that name was deleted" }).succeeds();
  },
  defects: {
    "deleted-groups-keep-their-name": remembering(() => {
      const used = new Set<unknown>();
      return on("POST /Groups").answer(async (request, next) => {
        const sent = await readJson(request);
        const name = isObject(sent) ? sent["displayName"] : undefined;
        if (used.has(name)) return errorResponse(409, "displayName already exists.", "uniqueness");
        used.add(name);
        return next(request);
      });
    }),
  },
});

/** What DELETE /Groups/{id} must do. */
export const deleteChecks: readonly Check[] = [gone, free];
