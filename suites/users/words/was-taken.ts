import {
  describeOutcome,
  describeRequest,
  isArray,
  isObject,
  isSuccess,
  makeIfTaken,
  valueAt,
} from "../../../src/kit/index.ts";
import type { CheckContext, OwnUser, Reply } from "../../../src/kit/index.ts";

/**
 * Whether the target took a request that it may as well refuse: false after a 4xx, which keeps the rule too. A skip when it did neither.
 */
export function wasTaken(t: CheckContext, reply: Reply): boolean {
  if (isSuccess(reply)) return true;
  if (reply.status >= 400 && reply.status < 500) return false;
  return t.skip(
    `${describeRequest(reply)} answers ${describeOutcome(reply)}, which is neither a success nor a refusal`,
  );
}

/**
 * True when the target refuses a free userName beside somebody else's e-mail just as it refused this request: it wants the userName to be
 * the e-mail, and the refusal says nothing of the userName alone.
 */
export async function isTiedToEmail(t: CheckContext, refused: Reply): Promise<boolean> {
  if (refused.status < 400 || refused.status >= 500) return false;
  const { emails } = t.make.userBody();
  if (emails === undefined) return false;
  const free = await t.post("/Users", t.make.userBody({ overrides: { emails, externalId: undefined } }));
  return free.status === refused.status;
}

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
