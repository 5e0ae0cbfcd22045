import { isObject, pathTo, sameUrn, shown, textOf, verify } from "../../../src/kit/index.ts";
import type { CheckContext, PublishedSchemas, Reply, RequirementId, Step } from "../../../src/kit/index.ts";

/** Where a schema is named. */
export interface SchemaName {
  readonly reply: Reply;
  readonly at: readonly Step[];
  /** Begins the sentence, for example `The resource type User`. */
  readonly holder: string;
  readonly rule: RequirementId;
}

/** Throws unless /Schemas lists the schema that is named there, or gives it on its own; what is no text names none. */
export async function verifyKnownSchema(
  t: CheckContext,
  published: PublishedSchemas,
  { reply, at, holder, rule }: SchemaName,
): Promise<void> {
  const urn = verify(reply).at(...at).value;
  if (typeof urn !== "string") return;
  const isListed = published.schemas.some(({ id }) => sameUrn(id, urn));
  const single = isListed ? undefined : await t.get(pathTo`/Schemas/${urn}`);
  const others = single === undefined ? [published.reply] : [published.reply, single];
  verify(reply, { rule, others, after: null }).that(
    isListed || isOf(single, urn),
    `${holder} names the schema ${shown(urn)}, which /Schemas does not know`,
    { expected: shown(published.schemas.map(({ id }) => id)), at },
  );
}

function isOf(single: Reply | undefined, urn: string): boolean {
  const id = single?.status === 200 && isObject(single.body) ? textOf(single.body, "id") : undefined;
  return id !== undefined && sameUrn(id, urn);
}
