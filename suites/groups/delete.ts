import { breaking, defineCheck, describeOutcome, errorResponse, isSuccess, on, verify } from "../../src/kit/index.ts";
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

/** What DELETE /Groups/{id} must do. */
export const deleteChecks: readonly Check[] = [gone];
