import { describeLink, describeRequest, leadsTo, shown, verify } from "../../../src/kit/index.ts";
import type { JsonObject, Made, Reply, Step } from "../../../src/kit/index.ts";

/** Where a URI must lead, and the answer to a GET of it; none when it leads outside the base URL. */
export interface Followed {
  readonly to: Pick<Made<JsonObject>, "id" | "path">;
  readonly there: Reply | undefined;
}

/** Throws unless the URI at this place leads to that resource. */
export function verifyLeadsTo(reply: Reply, at: readonly Step[], { to, there }: Followed): void {
  const { value } = verify(reply).at(...at);
  const found = there === undefined ? `${shown(value)}, outside the base URL` : describeLink(String(value), there);
  const expected = `a URI at which GET gives ${to.path}`;
  verify(reply).that(
    there !== undefined && leadsTo(there, to.id),
    `${describeRequest(reply)} shows the URI ${found}, instead of ${expected}`,
    { expected, at, others: there === undefined ? [] : [there] },
  );
}
