import type { CheckContext, Reply } from "../../../src/kit/index.ts";
import type { WireRequest } from "../../../emulator/okta/wire/wire-request.ts";

/** Sends a request exactly as Okta's client does, with its headers. One that is changed on the way is no longer Okta's: see `sendChanged`. */
export async function send(t: CheckContext, request: WireRequest): Promise<Reply> {
  return t.as("okta").send(request);
}

/** The same for one that Okta is not known to send again after a 503: nor is it sent again here. */
export async function sendOnce(t: CheckContext, request: WireRequest): Promise<Reply> {
  const once = { ...request, onUnavailable: "never" } as const;
  return t.as("okta").send(once);
}

/** Sends a request with Okta's headers that differs from what Okta sends: it says nothing about Okta. */
export async function sendChanged(t: CheckContext, request: Omit<WireRequest, "sender">): Promise<Reply> {
  const { method, path, headers, body } = request;
  return t.request(method, path, { headers, ...(body === undefined ? {} : { body }) });
}
