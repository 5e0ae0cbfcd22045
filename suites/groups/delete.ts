import { breaking, defineCheck, describeOutcome, errorResponse, on } from "../../src/kit/index.ts";
import type { Check } from "../../src/kit/index.ts";
import { verifyStatus, verifyThat } from "../../src/exchange/verify.ts";

const gone = defineCheck({
  id: "groups.delete.gone",
  title: "DELETE of a group answers 204, and the group is gone",
  rule: ["RFC7644-3.6-01", "RFC7644-3.6-02"],
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Answer DELETE of a group with 204 without a body, and every later request for it with 404.",
  run: async (t) => {
    const group = await t.make.group();
    const reply = await t.delete(group.path);
    if ([403, 405, 501].includes(reply.status)) t.skip(`the target does not delete groups: ${describeOutcome(reply)}`);
    verifyStatus(reply, 204);
    const after = await t.settle(
      () => t.get(group.path),
      ({ status }) => status === 404,
    );
    verifyThat([404, 401, 403, 429].includes(after.status), after, {
      reason: "A deleted group can still be read",
      expected: "status 404",
      actual: describeOutcome(after),
    });
    verifyStatus(await t.delete(group.path), 404, 403);
  },
  defects: {
    "group-delete-answers-200": breaking(
      "RFC7644-3.6-01",
      on("DELETE /Groups/:id").response((response) => (response.ok ? Response.json({ deleted: true }) : response)),
    ),
    "deleted-group-can-be-read": breaking(
      "RFC7644-3.6-02",
      (next) => async (request) =>
        request.method === "DELETE" && new URL(request.url).pathname.includes("/Groups/")
          ? new Response(null, { status: 204 })
          : next(request),
    ),
    "second-delete-of-a-group-answers-500": breaking(
      "RFC7644-3.6-02",
      on("DELETE /Groups/:id").response((response) =>
        response.status === 404 ? errorResponse(500, "Row not found.") : response,
      ),
    ),
  },
});

/** What DELETE /Groups/{id} must do. */
export const deleteChecks: readonly Check[] = [gone];
