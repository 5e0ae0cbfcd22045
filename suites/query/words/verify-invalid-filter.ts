import { describeRequest, queryUsers, shown, valueAt } from "../../../src/kit/index.ts";
import type { CheckContext, Filter } from "../../../src/kit/index.ts";
import { verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";

/** Throws unless GET /Users refuses the filter with 400 and scimType invalidFilter (RFC 7644 section 3.12). */
export async function verifyInvalidFilter(t: CheckContext, filter: Filter): Promise<void> {
  const reply = verifyStatus(await queryUsers(t, filter), 400);
  const scimType = valueAt(reply.body, "scimType");
  verifyThat(scimType === "invalidFilter", reply, {
    reason: `${describeRequest(reply)} is refused without scimType invalidFilter`,
    expected: '"invalidFilter"',
    actual: shown(scimType),
    at: "/scimType",
  });
}
