import { describeOutcome, isSuccess, pathOfNew, readBack } from "../../../src/kit/index.ts";
import type { CheckContext, Json, ReadBack, Reply } from "../../../src/kit/index.ts";

/** Top-level members of a user, in place of the template's. */
export type Overrides = Readonly<Record<string, Json>>;

/** POSTs a user that differs from the template, whatever is answered. */
export function postWith(t: CheckContext, overrides: Overrides): Promise<Reply> {
  return t.post("/Users", t.make.userBody({ overrides }));
}

/** The new user as GET shows it; a skip when the target refuses one like that. */
export async function createWith(t: CheckContext, overrides: Overrides): Promise<ReadBack> {
  const reply = await postWith(t, overrides);
  const names = Object.keys(overrides).join(", ");
  if (!isSuccess(reply)) t.skip(`POST /Users with other values of ${names} answers ${describeOutcome(reply)}`);
  return readBack(t, pathOfNew(t, reply));
}
