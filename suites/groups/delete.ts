import {
  breaking,
  defineCheck,
  describeOutcome,
  errorResponse,
  isObject,
  isPresent,
  isSuccess,
  on,
  readJson,
  remembering,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, GroupBody, Made, Reply, Wrap } from "../../src/kit/index.ts";

const DELETE = "DELETE /Groups/:id";
/** Answers that say nothing about the resource. */
const INCONCLUSIVE = [401, 403, 429];

const gone = defineCheck({
  id: "groups.delete.gone",
  title: "DELETE of a group answers 204, and the group is gone: GET, PUT, PATCH and DELETE answer 404",
  rule: ["RFC7644-3.6-01", "RFC7644-3.6-02"],
  needs: ["groups"],
  advice: "Answer DELETE of a group with 204 without a body, and every later request for it with 404.",
  run: async (t) => {
    const group = await t.make.group();
    const changes = await workingOn(t);
    const reply = await t.delete(group.path);
    if ([403, 405, 501].includes(reply.status)) t.skip(`the target does not delete groups: ${describeOutcome(reply)}`);
    if (!isSuccess(reply)) verify(reply, { rule: "RFC7644-3.6-01" }).status(204);
    const read: Operation = ({ path }) => t.get(path);
    for (const operate of [read, ...changes, ({ path }: Made<GroupBody>) => t.delete(path)]) {
      // An answer that says nothing does not end the waiting for one that does.
      const last = await t.settle(
        () => operate(group),
        ({ status }) => status === 404,
      );
      const isOpen = INCONCLUSIVE.includes(last.status);
      // Nothing is written where GET does not tell whose it is.
      if (isOpen && operate === read) t.skip(`GET of the deleted group answers ${describeOutcome(last)}`);
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
    "deleted-group-is-made-again-by-put": breaking(
      "RFC7644-3.6-02",
      answersUnknown("PUT", () => new Response(null, { status: 204 })),
    ),
    "deleted-group-can-be-patched": breaking(
      "RFC7644-3.6-02",
      answersUnknown("PATCH", () => new Response(null, { status: 204 })),
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

type Operation = (group: Made<GroupBody>) => Promise<Reply>;

/** PUT and PATCH, as far as they work on a group that is there. */
async function workingOn(t: CheckContext): Promise<readonly Operation[]> {
  const living = await t.make.group();
  const put: Operation = ({ id, path, sent }) => t.put(path, { ...sent, id });
  const patch: Operation = ({ path, sent: { displayName } }) =>
    t.patch(path, [{ op: "replace", value: { displayName } }]);
  const works = [];
  if (isSuccess(await put(living))) works.push(put);
  if (isPresent(t.capabilities.groupPatch) && isSuccess(await patch(living))) works.push(patch);
  return works;
}

/** A server with an answer of its own to a change of a group that is not there. */
function answersUnknown(method: string, answer: () => Response): Wrap {
  return on(`${method} /Groups/:id`).response((response) => (response.status === 404 ? answer() : response));
}
