import { isObject, isSuccess, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Verifier } from "../../../src/kit/index.ts";

/** The configuration, for checks of what is in it: without one they do not apply, since `discovery.service-provider-config.document` reports that. */
export async function readConfig(t: CheckContext): Promise<Verifier> {
  const reply = await t.get("/ServiceProviderConfig");
  return isSuccess(reply) && isObject(reply.body) ? verify(reply) : t.skip("no ServiceProviderConfig can be read");
}
