import { describeOutcome, isRefusal, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Filter } from "../../../src/kit/index.ts";

/** Throws unless GET /Users refuses the filter with 400 and scimType invalidFilter (RFC 7644 section 3.12). */
export async function verifyInvalidFilter(t: CheckContext, filter: Filter): Promise<void> {
  verify(await t.query("/Users", filter))
    .status(400)
    .at("scimType")
    .is("invalidFilter");
}

/** Skips the check where the target refuses this filter, too: a refusal of what looks like it says nothing of what is wrong there. */
export async function skipUnlessFilterTaken(t: CheckContext, filter: Filter): Promise<void> {
  const reply = await t.query("/Users", filter);
  if (isRefusal(reply)) t.skip(`the target refuses the filter ${filter} (${describeOutcome(reply)})`);
}
