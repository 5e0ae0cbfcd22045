import type { CheckContext } from "../check-context.ts";
import { describeOutcome } from "../../exchange/reply.ts";
import type { Reply } from "../../exchange/reply.ts";
import { idOf } from "../../exchange/resource-id.ts";
import { shown } from "../../exchange/shown.ts";
import { pathsBelowBase } from "../published/resource-link.ts";
import { valueAt } from "./value-at.ts";

/** A URI in an answer, and the resource that it should lead to. */
export interface Link {
  readonly uri: string;
  /** The answer that it stands in. */
  readonly from: Reply;
  /** The id of the resource. */
  readonly id: string;
}

/**
 * Follows a URI and gives the answer with the right resource, or else the one at the URI as the RFCs read it. Undefined
 * when the URI leads outside the base URL, where no credentials are sent.
 */
export async function followLink(t: CheckContext, { uri, from, id }: Link): Promise<Reply | undefined> {
  let first: Reply | undefined;
  for (const path of pathsBelowBase(t, uri, from.exchange.request.url)) {
    const found = await t.settle(
      () => t.get(path),
      (reply) => reply.status === 200,
    );
    if (leadsTo(found, id)) return found;
    first ??= found;
  }
  return first;
}

/** True when the answer holds the resource with that id. */
export function leadsTo(reply: Reply, id: string): boolean {
  return reply.status === 200 && idOf(reply.body) === id;
}

/** What a followed URI gave, for reports. */
export function describeLink(uri: string, reply: Reply): string {
  if (reply.status !== 200) return `${uri}, where GET answers ${describeOutcome(reply)}`;
  const id = valueAt(reply.body, "id");
  return `${uri}, where GET gives ${id === undefined ? "something without an id" : `the id ${shown(id)}`}`;
}
