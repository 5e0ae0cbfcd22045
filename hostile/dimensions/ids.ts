import type { IdPolicy } from "../target/id-policy.ts";
import { createHash } from "node:crypto";
import { getIgnoreCase } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import type { Dimension } from "../target/call.ts";
import type { Endpoint } from "../target/endpoint.ts";
import { strangerGroup, strangerUser } from "../target/strangers.ts";

/** A way of giving ids. */
export interface IdBehaviour {
  readonly says: string;
  readonly start: () => IdPolicy;
}

const asText = (id: string): Json => id;

function uuids(): IdPolicy {
  let last = 0;
  const next = (endpoint: Endpoint): string => {
    const digest = createHash("sha256")
      .update(`${endpoint}/${(last += 1)}`)
      .digest("hex");
    const cuts = [0, 8, 12, 16, 20, 32];
    return cuts
      .slice(1)
      .map((end, index) => digest.slice(cuts[index], end))
      .join("-");
  };
  return { next, show: asText };
}

function counters(isShared: boolean, show: IdPolicy["show"] = asText): () => IdPolicy {
  return () => {
    const last = { Users: 0, Groups: 0 };
    const next = (endpoint: Endpoint): string => String((last[isShared ? "Users" : endpoint] += 1));
    return { next, show };
  };
}

/** The lowest number that nobody of that kind has. */
function lowestFree(): IdPolicy {
  const next: IdPolicy["next"] = (endpoint, { isTaken }) => {
    let id = 1;
    while (isTaken(endpoint, String(id))) id += 1;
    return String(id);
  };
  return { next, show: asText };
}

/** The number that became free last, else a new one. */
function lastFree(): IdPolicy {
  const last = { Users: 0, Groups: 0 };
  const free: Record<Endpoint, string[]> = { Users: [], Groups: [] };
  return {
    next: (endpoint) => free[endpoint].pop() ?? String((last[endpoint] += 1)),
    show: asText,
    afterRemoval: (endpoint, id) => {
      free[endpoint].push(id);
      return undefined;
    },
  };
}

function newcomers(): IdPolicy {
  const afterRemoval = (endpoint: Endpoint, id: string): JsonObject =>
    endpoint === "Users" ? strangerUser(`newcomer${id}`) : strangerGroup(`newcomer ${id}`);
  return { ...counters(false)(), afterRemoval };
}

function byName(): IdPolicy {
  const ids = uuids();
  const next: IdPolicy["next"] = (endpoint, about) => {
    const name = getIgnoreCase(about.sent, endpoint === "Users" ? "userName" : "displayName");
    const id = typeof name === "string" ? name : "";
    return id === "" || about.isTaken(endpoint, id) ? ids.next(endpoint, about) : id;
  };
  return { next, show: asText };
}

/** How ids are given. */
export const IDS: Dimension<IdBehaviour> = {
  right: { says: "gives random ids", start: uuids },
  "counters-shared": { says: "counts users and groups together", start: counters(true) },
  "counters-separate": {
    says: "counts users and groups apart, so that a group has a user's id",
    start: counters(false),
  },
  numbers: { says: "gives ids that are JSON numbers, from separate counters", start: counters(false, Number) },
  "reused-lowest": { says: "gives the lowest number that is free", start: lowestFree },
  "reused-last": { says: "gives the number that became free last", start: lastFree },
  "reused-by-newcomer": { says: "gives the id of what is deleted to somebody else at once", start: newcomers },
  "by-name": { says: "takes the name as the id", start: byName },
};
