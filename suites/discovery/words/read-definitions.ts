import { readSchemas } from "../../../src/kit/index.ts";
import type { CheckContext, PublishedAttribute, PublishedSchemas } from "../../../src/kit/index.ts";

/** Reads /Schemas for checks of attribute definitions; skips where there is none. `isMeant` picks those that the check is about. */
export async function readDefinitions(
  t: CheckContext,
  noun: string = "attributes",
  isMeant: (attribute: PublishedAttribute) => boolean = () => true,
): Promise<PublishedSchemas> {
  const published = await readSchemas(t);
  return published.attributes.some(isMeant) ? published : t.skip(`GET /Schemas defines no ${noun}`);
}
