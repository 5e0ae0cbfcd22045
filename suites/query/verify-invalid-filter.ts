import type { CheckContext } from "../../src/engine/check-context.ts";
import { describeRequest } from "../../src/engine/reply.ts";
import { shown, verifyStatus, verifyThat } from "../../src/engine/verify.ts";
import { valueAt } from "../users/value-at.ts";
import { queryUsers } from "./find-users.ts";
import type { Filter } from "../../src/scim/filter-text.ts";

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
