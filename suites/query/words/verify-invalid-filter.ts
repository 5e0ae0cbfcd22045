import type { CheckContext } from "../../../src/kit/check-context.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { valueAt } from "../../../src/kit/reading/value-at.ts";
import { queryUsers } from "../../../src/kit/reading/find-users.ts";
import type { Filter } from "../../../src/scim/filter/filter-text.ts";

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
