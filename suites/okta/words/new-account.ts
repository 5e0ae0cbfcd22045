import { readJson } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { isObject } from "../../../src/scim/json.ts";
import type { Json } from "../../../src/scim/json.ts";
import { activeOfPatch } from "./active-of-patch.ts";

/** A fault: who is switched on again gets a new account, with another id; the old one is gone. */
export function giveNewIdOnReactivation(): Wrap {
  return (next) => {
    const inactive = new Set<string>();
    const newIds = new Map<string, string>();
    return async (request) => {
      const id = idIn(request.url);
      if (id !== undefined && newIds.has(id)) return new Response(null, { status: 404 });
      const body = await readJson(request);
      const response = await next(withOldId(request, newIds));
      if (id !== undefined && response.ok) note(id, activeOfWrite(request.method, body), { inactive, newIds });
      return withNewIds(response, newIds);
    };
  };
}

interface Accounts {
  readonly inactive: Set<string>;
  readonly newIds: Map<string, string>;
}

function note(id: string, active: Json | undefined, { inactive, newIds }: Accounts): void {
  if (active === false) inactive.add(id);
  if (active === true && inactive.delete(id)) newIds.set(id, `again-${id}`);
}

function activeOfWrite(method: string, body: Json | undefined): Json | undefined {
  if (method === "PATCH") return activeOfPatch(body);
  return method === "PUT" && isObject(body) ? body["active"] : undefined;
}

function idIn(url: string): string | undefined {
  return /\/Users\/(?<id>[^/?]+)/.exec(url)?.groups?.["id"];
}

function withOldId(request: Request, newIds: ReadonlyMap<string, string>): Request {
  const id = idIn(request.url);
  const renewed = [...newIds].find(([, newId]) => newId === id);
  return renewed === undefined ? request : new Request(request.url.replace(renewed[1], renewed[0]), request);
}

async function withNewIds(response: Response, newIds: ReadonlyMap<string, string>): Promise<Response> {
  if (newIds.size === 0 || response.status === 204) return response;
  const text = [...newIds].reduce((body, [id, newId]) => body.replaceAll(id, newId), await response.text());
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return new Response(text, { status: response.status, headers });
}
