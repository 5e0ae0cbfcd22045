import type { CheckContext, Reply } from "../../../src/kit/index.ts";

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
