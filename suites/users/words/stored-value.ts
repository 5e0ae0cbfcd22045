import { describeRequest, isUnassigned, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Step, ValueWords } from "../../../src/kit/index.ts";
import { createWith } from "./create-with.ts";
import type { Overrides } from "./create-with.ts";

/** The first item of a multi-valued attribute that is an object. */
export const FIRST_ITEM: Step = () => true;

/** What GET shows at a place of a new user; a skip when the target refuses a user like that, or keeps nothing there. */
export async function storedValue(
  t: CheckContext,
  overrides: Overrides,
  place: readonly [string, ...Step[]],
): Promise<ValueWords> {
  const { reply } = await createWith(t, overrides);
  const stored = verify(reply).at(...place);
  const names = place.filter((step) => typeof step === "string");
  return isUnassigned(stored.value) ? t.skip(`${describeRequest(reply)} shows no ${names.join(".")}`) : stored;
}
