import { isObject, pathTo, sameUrn, shown, textOf, verify } from "../../../src/kit/index.ts";
import type { CheckContext, PublishedSchemas, Reply, Step } from "../../../src/kit/index.ts";

/** Where a schema is named. */
export interface SchemaName {
  readonly reply: Reply;
  readonly at: readonly Step[];
  /** Begins the sentence, for example `The resource type User`. */
  readonly holder: string;
}

/** Throws unless /Schemas lists the schema that is named there, or gives it on its own; no text names none. */
export async function verifyKnownSchema(
  t: CheckContext,
  published: PublishedSchemas,
  { reply, at, holder }: SchemaName,
): Promise<void> {
  const urn = verify(reply).at(...at).value;
  if (typeof urn !== "string") return;
  verify(reply).that(
    await isPublished(t, published, urn),
    `${holder} names the schema ${shown(urn)}, which /Schemas does not know`,
    { expected: shown(published.schemas.map(({ id }) => id)), at, others: [published.reply] },
  );
}

async function isPublished(t: CheckContext, { schemas }: PublishedSchemas, urn: string): Promise<boolean> {
  if (schemas.some(({ id }) => sameUrn(id, urn))) return true;
  const reply = await t.get(pathTo`/Schemas/${urn}`);
  const id = reply.status === 200 && isObject(reply.body) ? textOf(reply.body, "id") : undefined;
  return id !== undefined && sameUrn(id, urn);
}
