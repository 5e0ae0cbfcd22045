import { isArray, isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import type { Path } from "../../scim/request-path.ts";
import type { Cause, LiveExchange } from "../../exchange/exchange.ts";
import { NotOurs } from "./not-ours.ts";
import { isAddressable } from "./ownership.ts";
import type { Ownership } from "./ownership.ts";
import { isStraight, parseResourcePath, toResourcePath } from "../../exchange/resource-url.ts";
import type { OutgoingRequest } from "../session/session.ts";

/** Lets a change pass only when a reading has shown that what it names is the run's, or that nobody is there. */
export interface WriteGuard {
  /** Resolves when the request may be sent; rejects with `NotOurs`. Reads what no reading has shown yet. */
  readonly permit: (request: OutgoingRequest) => Promise<void>;
  /** Reads a resource unless a reading has proven it already; true when it is the run's. */
  readonly prove: (endpoint: string, id: string, cause: Cause) => Promise<boolean>;
}

/** What the guard works with. */
export interface WriteGuardOptions {
  readonly ownership: Ownership;
  /**
   * GET of a path in the tool's own name. `isPatient` asks again, within the settling time, while the target answers that there is
   * nothing yet.
   */
  readonly read: (path: Path, cause: Cause, isPatient: boolean) => Promise<LiveExchange>;
}

interface Named {
  readonly endpoint: string;
  readonly id: string;
}

const CHANGES: ReadonlySet<string> = new Set(["PUT", "PATCH", "DELETE"]);
const WRITES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);
const DISCOVERY: ReadonlySet<string> = new Set(["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"]);

/** Guards the writes of one session. */
export function createWriteGuard({ ownership, read }: WriteGuardOptions): WriteGuard {
  const reading = new Map<string, Promise<LiveExchange>>();
  const readOnce = (named: Named, cause: Cause, isPatient: boolean): Promise<LiveExchange> => {
    const path = toResourcePath(named.endpoint, named.id);
    // A reading that an interruption cuts off, or that does not wait, is no answer for one that goes on or waits.
    const key = `${cause.kind === "cleanup"} ${isPatient} ${path}`;
    const under = reading.get(key) ?? read(path, cause, isPatient).finally(() => reading.delete(key));
    reading.set(key, under);
    return under;
  };
  const lookAt = async (named: Named, cause: Cause): Promise<LiveExchange | undefined> => {
    const { endpoint, id } = named;
    const standing = ownership.standing(endpoint, id);
    // Whoever was nobody may be somebody by now.
    const isSettled = standing === "proven" || standing === "strange";
    if (!isAddressable(endpoint, id) || (isSettled && !ownership.isDeleteAnswered(endpoint, id))) return undefined;
    return readOnce(named, cause, standing === "claimed" && !ownership.isDeleteAnswered(endpoint, id));
  };
  const isProven = ({ endpoint, id }: Named): boolean =>
    isAddressable(endpoint, id) && ownership.standing(endpoint, id) === "proven";

  return {
    prove: async (endpoint, id, cause) => {
      await lookAt({ endpoint, id }, cause);
      return isProven({ endpoint, id });
    },
    permit: async (request) => {
      const named = changedBy(request);
      if (named !== undefined) {
        const live = await lookAt(named, request.cause);
        const isFree = isNobodys(ownership, named, live);
        if (!isProven(named) && !isFree) throw new NotOurs(refusalOf(request, ownership, { named, live }));
      }
      for (const reference of namedIn(request, ownership)) {
        const live = await lookAt(reference, request.cause);
        const isGone = ownership.standing(reference.endpoint, reference.id) === "gone";
        if (!isProven(reference) && !isGone)
          throw new NotOurs(refusalOf(request, ownership, { named: reference, live }));
      }
    },
  };
}

/** The resource that a change names; undefined for what may always be sent. Throws `NotOurs` for a path that names none. */
function changedBy(request: OutgoingRequest): Named | undefined {
  if (!CHANGES.has(request.method.toUpperCase())) return undefined;
  const { endpoint, id } = parseResourcePath(request.path);
  const isNamed = id !== undefined && isAddressable(endpoint, id);
  if (isStraight(request.path) && (DISCOVERY.has(endpoint) || isNamed)) {
    return DISCOVERY.has(endpoint) || id === undefined ? undefined : { endpoint, id };
  }
  throw new NotOurs(`${request.method} ${request.path} was not sent: it names no resource that a URL can hold`);
}

/** Nothing is there to be changed: what a check of 404 answers writes to. */
function isNobodys(ownership: Ownership, { endpoint, id }: Named, live: LiveExchange | undefined): boolean {
  const standing = ownership.standing(endpoint, id);
  if (standing === "claimed" || standing === "strange") return false;
  return NOBODY.includes(live?.response?.status ?? 0);
}

/** Answers that tell of the id; a 405 or 406 tells of the reading, whoever is there. */
const NOBODY: readonly number[] = [400, 404, 410, 422];

/** Resources of the run that a body names, for example as members of a group, and that no reading has proven. */
function namedIn({ method, body }: OutgoingRequest, ownership: Ownership): readonly Named[] {
  if (!WRITES.has(method.toUpperCase()) || body === undefined) return [];
  return [...new Set(referencesIn(body, ""))].flatMap((text) => ownership.unproven(text) ?? []);
}

/** Where a body may name a resource; elsewhere a text that is also somebody's id, as "7" may be, means something else. */
const REFERRING: ReadonlySet<string> = new Set(["value", "members", "manager", "managerid"]);

/** Multi-valued attributes whose values are no ids of resources. */
const OTHER_VALUES: ReadonlySet<string> = new Set(
  "emails phonenumbers ims photos entitlements roles x509certificates".split(" "),
);

function referencesIn(value: Json | undefined, name: string): readonly string[] {
  if (typeof value === "string" || typeof value === "number") return REFERRING.has(name) ? [String(value)] : [];
  if (isArray(value)) return value.flatMap((item) => referencesIn(item, name));
  if (!isObject(value) || OTHER_VALUES.has(name)) return [];
  return Object.entries(value).flatMap(([key, inner]) => referencesIn(inner, key.toLowerCase()));
}

interface Refused {
  readonly named: Named;
  readonly live: LiveExchange | undefined;
}

function refusalOf(request: OutgoingRequest, ownership: Ownership, { named, live }: Refused): string {
  const path = toResourcePath(named.endpoint, named.id);
  const what = ownership.standing(named.endpoint, named.id) === "strange" ? STRANGE : shownBy(live);
  return `${request.method} ${request.path} was not sent, since nothing shows that ${path} is of this run: ${what}`;
}

const STRANGE = "it is somebody else's, or was given to two creates";

function shownBy(live: LiveExchange | undefined): string {
  if (live?.response === null || live === undefined) return `no answer to a GET of it`;
  return `a GET of it answers ${live.response.status}${live.response.status === 200 ? " without a name of the run" : ""}`;
}
