import { verify } from "../../../src/kit/index.ts";
import type { Reply } from "../../../src/kit/index.ts";

/** Throws unless the answer has this status and is a SCIM error that names it. Whether it says why is for `okta.errors.detail`. */
export function verifyErrorOf(reply: Reply, status: number): void {
  const answer = verify(reply).status(status);
  const error = answer.error();
  answer.at("status").holds(`"${status}"`, () => String(error["status"]) === String(status));
}
