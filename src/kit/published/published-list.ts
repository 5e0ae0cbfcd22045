import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../../exchange/reply.ts";
import type { Step } from "../../exchange/verify/place.ts";
import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";

/** Some checks ask for each schema or type by itself: a target with more of them than anybody has would be asked for ever. */
const MAX_PUBLISHED = 200;

/** A schema or a resource type in the list that the target publishes. */
export interface Published {
  /** The answer with the list. */
  readonly reply: Reply;
  readonly json: JsonObject;
  /** Where it stands in that answer. */
  readonly at: readonly Step[];
  /** Begins a sentence, for example `The schema urn:... at /Schemas`. */
  readonly title: string;
}

/** What is listed where, and which answers are a list of it. */
export interface PublishedKind {
  readonly endpoint: "/Schemas" | "/ResourceTypes";
  readonly noun: string;
  readonly isList: (reply: Reply) => boolean;
  readonly titleOf: (json: JsonObject) => string;
}

/** Reads a list for checks of what is in it; without one they do not apply, since the check of the list itself reports that. */
export async function readPublished(
  t: CheckContext,
  kind: PublishedKind,
): Promise<{ readonly reply: Reply; readonly items: readonly Published[] }> {
  const { endpoint, noun } = kind;
  const reply = await t.get(endpoint);
  const items = kind.isList(reply) ? itemsOf(reply, kind) : [];
  if (items.length === 0) t.skip(`GET ${endpoint} gives no list of ${noun}`);
  if (items.length > MAX_PUBLISHED) {
    t.skip(`GET ${endpoint} lists ${items.length} ${noun}, and more than ${MAX_PUBLISHED} are not judged`);
  }
  return { reply, items };
}

function itemsOf(reply: Reply, { titleOf }: PublishedKind): readonly Published[] {
  const items = isObject(reply.body) ? getIgnoreCase(reply.body, "Resources") : undefined;
  return (isArray(items) ? items : []).flatMap((json, index) =>
    isObject(json) ? [{ reply, json, at: ["Resources", index], title: titleOf(json) }] : [],
  );
}
