import { RIGHT, isAbout, isWrite, namesOne } from "../target/call.ts";
import type { Behaviour, Call, Dimension } from "../target/call.ts";
import type { Endpoint } from "../target/endpoint.ts";
import type { World } from "../target/world.ts";

type AboutCall = Call & { readonly endpoint: Endpoint };

/** Where a call is sent on to; undefined for one that is answered here. */
type Sign = (call: AboutCall, world: World) => string | undefined;

function redirects(says: string, status: number, sign: Sign): Behaviour {
  return {
    says,
    handle: (call, world, next) => {
      const location = isAbout(call) ? sign(call, world) : undefined;
      return location === undefined ? next(call) : { status, headers: { location } };
    },
  };
}

/** Sends on every write that names a resource. */
function ofOne(to: (call: AboutCall & { readonly id: string }, world: World) => string): Sign {
  return (call, world) => (namesOne(call, "PUT", "PATCH", "DELETE") ? to(call, world) : undefined);
}

function ofReading(to: Sign): Sign {
  return (call, world) => (namesOne(call, "GET") && isOwn(call, world) ? to(call, world) : undefined);
}

function isOwn({ endpoint, id }: Call & { readonly endpoint: Endpoint; readonly id: string }, world: World): boolean {
  return world.store.find(endpoint, id)?.isStranger === false;
}

/** Sends on every write, creates too. */
function ofWrites(to: Sign): Sign {
  return (call, world) => (isWrite(call) ? to(call, world) : undefined);
}

const otherOf = (endpoint: Endpoint): Endpoint => (endpoint === "Users" ? "Groups" : "Users");

function strangerPath({ endpoint }: AboutCall, { basePath, store }: World): string {
  return `${basePath}/${endpoint}/${encodeURIComponent(store.stranger(endpoint).id)}`;
}

const encoded = (call: Call): string => encodeURIComponent(call.id ?? "");

const toOtherEndpoint = ofWrites(({ endpoint, id }, { basePath }) =>
  [basePath, otherOf(endpoint), ...(id === undefined ? [] : [encodeURIComponent(id)])].join("/"),
);

/** Where a target sends calls on to. */
export const REDIRECT: Dimension<Behaviour> = {
  right: { ...RIGHT, says: "redirects nothing" },
  "other-endpoint-307": redirects("redirects writes to the other endpoint (307)", 307, toOtherEndpoint),
  "other-endpoint-308": redirects("redirects writes to the other endpoint (308)", 308, toOtherEndpoint),
  "other-id": redirects("redirects changes to somebody else (307)", 307, ofOne(strangerPath)),
  "other-origin": redirects(
    "redirects writes to another server (307)",
    307,
    ofWrites((call, { otherOrigin }) => `${otherOrigin}${call.url}`),
  ),
  "other-origin-read": redirects(
    "redirects everything to another server (302)",
    302,
    (call, { otherOrigin }) => `${otherOrigin}${call.url}`,
  ),
  "other-tenant": redirects(
    "redirects writes to the same path of another tenant (308)",
    308,
    ofWrites((call) => `/tenant-b${call.url}`),
  ),
  "trailing-slash": redirects("redirects every path to the same with a slash at its end (308)", 308, (call) =>
    /\/($|\?)/.test(call.url) ? undefined : call.url.replace(/(?=\?)|$/, "/"),
  ),
  "dot-segments": redirects(
    "redirects changes to somebody else by .. in the path (307)",
    307,
    ofOne(
      (call, world) => `${world.basePath}/${call.endpoint}/${encoded(call)}/../${lastOf(strangerPath(call, world))}`,
    ),
  ),
  "encoded-dots": redirects(
    "redirects changes to somebody else by %2e%2e in the path (307)",
    307,
    ofOne((call, world) => `${strangerPath(call, world)}/x/%2e%2e/%2e%2e/${lastOf(strangerPath(call, world))}`),
  ),
  "encoded-slash": redirects(
    "redirects changes to a path that leads to somebody else once it is decoded (307)",
    307,
    ofOne(
      (call, world) =>
        `${world.basePath}/${call.endpoint}/x%2F..%2F${lastOf(strangerPath(call, world))}%2F${encoded(call)}`,
    ),
  ),
  "extra-segment": redirects(
    "redirects changes to somebody else, with the own id behind it (307)",
    307,
    ofOne((call, world) => `${strangerPath(call, world)}/${encoded(call)}`),
  ),
  "own-id-in-query": redirects(
    "redirects changes to somebody else, with the own id in the query (307)",
    307,
    ofOne((call, world) => `${strangerPath(call, world)}?/${encoded(call)}`),
  ),
  "see-other": redirects("answers writes with 303 to somebody else", 303, ofWrites(strangerPath)),
  found: redirects("answers writes with 302 to somebody else", 302, ofWrites(strangerPath)),
  moved: redirects("answers writes with 301 to somebody else", 301, ofWrites(strangerPath)),
  loop: redirects(
    "redirects changes to themselves (307)",
    307,
    ofOne((call) => call.url),
  ),
  "loop-of-two": redirects(
    "redirects changes to and fro (308)",
    308,
    ofOne(({ url }) => (url.endsWith("?again") ? url.replace("?again", "") : `${url.replace(/\?.*/, "")}?again`)),
  ),
  "reads-to-stranger-302": redirects("redirects readings to somebody else (302)", 302, ofReading(strangerPath)),
  "reads-to-stranger-307": redirects("redirects readings to somebody else (307)", 307, ofReading(strangerPath)),
};

function lastOf(path: string): string {
  return path.split("/").at(-1) ?? "";
}
