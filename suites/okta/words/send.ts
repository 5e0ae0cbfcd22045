import type { CheckContext, Reply } from "../../../src/kit/index.ts";
import type { WireRequest } from "../../../emulator/okta/wire/wire-request.ts";

/** Sends a request exactly as Okta's client does, with its headers. */
export async function send(t: CheckContext, request: WireRequest): Promise<Reply> {
  const { method, path, headers, body } = request;
  return t.request(method, path, { headers, ...(body === undefined ? {} : { body }) });
}
