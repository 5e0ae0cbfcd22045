import { describeLink, describeRequest, leadsTo, shown } from "../../../src/kit/index.ts";
import type { JsonObject, Made, Reply, Step, Verifier } from "../../../src/kit/index.ts";

/** Where a URI must lead, and the answer to a GET of it; none when it leads outside the base URL. */
export interface Followed {
  readonly to: Pick<Made<JsonObject>, "id" | "path">;
  readonly there: Reply | undefined;
}

/** Throws unless the URI at this place of an answer, or in this header, leads to that resource. */
export function verifyLeadsTo(answer: Verifier, at: readonly Step[] | string, { to, there }: Followed): void {
  const value = typeof at === "string" ? answer.header(at).value : answer.at(...at).value;
  const found = there === undefined ? `${shown(value)}, outside the base URL` : describeLink(String(value), there);
  const expected = `a URI at which GET gives ${to.path}`;
  answer.that(
    there !== undefined && leadsTo(there, to.id),
    `${describeRequest(answer.reply)} shows the URI ${found}, instead of ${expected}`,
    {
      expected,
      ...(typeof at === "string" ? { actual: shown(value) } : { at }),
      others: there === undefined ? [] : [there],
    },
  );
}
