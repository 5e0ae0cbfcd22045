import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeOutcome } from "../../src/exchange/reply.ts";
import { errorResponse, tamperResponse } from "../../src/kit/defects/tamper.ts";
import { verifyStatus, verifyThat } from "../../src/exchange/verify.ts";

const GROUP = /^\/Groups\/[^/]+$/;

const gone = defineCheck({
  id: "groups.delete.gone",
  title: "DELETE of a group answers 204, and the group is gone",
  clause: rfc("RFC7644-3.6-01", "RFC7644-3.6-02"),
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
  defects: [
    {
      name: "group-delete-answers-200",
      breaks: "RFC7644-3.6-01",
      wrap: tamperResponse({ method: "DELETE", path: GROUP }, (response) =>
        response.ok ? Response.json({ deleted: true }) : response,
      ),
    },
    {
      name: "deleted-group-can-be-read",
      breaks: "RFC7644-3.6-02",
      wrap: (next) => async (request) =>
        request.method === "DELETE" && new URL(request.url).pathname.includes("/Groups/")
          ? new Response(null, { status: 204 })
          : next(request),
    },
    {
      name: "second-delete-of-a-group-answers-500",
      breaks: "RFC7644-3.6-02",
      wrap: tamperResponse({ method: "DELETE", path: GROUP }, (response) =>
        response.status === 404 ? errorResponse(500, "Row not found.") : response,
      ),
    },
  ],
});

/** What DELETE /Groups/{id} must do. */
export const deleteChecks: readonly Check[] = [gone];
