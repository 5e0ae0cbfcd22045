import { describeOutcome, isSuccess, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Filter } from "../../../src/kit/index.ts";

/** Throws unless GET /Users refuses the filter with 400 and scimType invalidFilter (RFC 7644 section 3.12). */
export async function verifyInvalidFilter(t: CheckContext, filter: Filter): Promise<void> {
  verify(await t.query("/Users", filter))
    .status(400)
    .at("scimType")
    .is("invalidFilter");
}

/** Skips the check unless the target takes this filter: a refusal of another one says nothing where all are refused. */
export async function skipUnlessFilterTaken(t: CheckContext, filter: Filter): Promise<void> {
  const reply = await t.query("/Users", filter);
  // 404 for nobody is a fault that query.filter.no-match reports.
  if (!isSuccess(reply) && reply.status !== 404)
    t.skip(`the target does not take the filter ${filter} (${describeOutcome(reply)})`);
}
