import { isArray, isObject, makeIfTaken, valueAt } from "../../../src/kit/index.ts";
import type { CheckContext, OwnUser } from "../../../src/kit/index.ts";

/**
 * A user with this name; undefined where the target takes none. Some targets want the userName to be the e-mail: one is made so where
 * the name alone is refused.
 */
export async function makeNamed(t: CheckContext, userName: string): Promise<OwnUser | undefined> {
  const named = await makeIfTaken(t, { overrides: { userName } });
  if (named !== undefined) return named;
  const found = valueAt(t.make.userBody(), "emails");
  if (!isArray(found)) return undefined;
  const emails = found.map((email) => (isObject(email) ? { ...email, value: userName } : email));
  return makeIfTaken(t, { overrides: { userName, emails } });
}
