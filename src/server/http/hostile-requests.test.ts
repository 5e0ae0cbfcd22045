import { describe, expect, it } from "vitest";
import type { Profile } from "../../profile/profile.ts";
import { isArray, isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import { createDice, toHostileRequest } from "./hostile-requests.fixture.ts";
import { GENERIC, SEATED, SECRET, TOKEN, clientOf, serverOf } from "../server.fixture.ts";

const REQUESTS = 1500;
const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
// What RFC 7644 section 3.12 and RFC 9110 let a server answer to a client's mistakes; 500 is not among it.
const STATUSES: readonly number[] = [200, 201, 204, 400, 401, 403, 404, 405, 409, 413, 414, 415, 501];

interface Attack {
  readonly profile: Profile;
  readonly seed: number;
}

interface Defence {
  /** Answers that should not be, each with its request. */
  readonly faults: readonly string[];
  /** How often each status came back. */
  readonly counts: ReadonlyMap<number, number>;
}

async function attack({ profile, seed }: Attack): Promise<Defence> {
  const server = serverOf(profile);
  const dice = createDice(seed);
  const prey = { users: ["x"], groups: ["x"] };
  const counts = new Map<number, number>();
  const faults: string[] = [];
  for (let n = 0; n < REQUESTS; n += 1) {
    const request = toHostileRequest(dice, prey);
    if (request === undefined) continue;
    request.headers.set("authorization", `Bearer ${request.url.includes("/admin/api") ? SECRET : TOKEN}`);
    const response = await server.fetch(request);
    const text = await response.text();
    if (!isProper(request, response, text)) faults.push(`${n}: ${request.method} ${request.url} => ${text}`);
    if (response.status === 201) remember(JSON.parse(text), prey);
    counts.set(response.status, (counts.get(response.status) ?? 0) + 1);
  }
  return { faults, counts };
}

function isProper({ url, method }: Request, { status }: Response, text: string): boolean {
  if (!STATUSES.includes(status)) return false;
  if (status < 400 || method === "HEAD" || url.includes("/admin/api")) return true;
  const body: unknown = JSON.parse(text);
  return isObject(body) && isArray(body["schemas"]) && body["schemas"].includes(ERROR);
}

function remember(
  { id, userName }: JsonObject,
  { users, groups }: { readonly users: string[]; readonly groups: string[] },
): void {
  const known = userName === undefined ? groups : users;
  known[known.length % 20] = String(id);
}

describe("a server under hostile requests", () => {
  it.each<Attack>([
    { profile: GENERIC, seed: 1 },
    { profile: SEATED, seed: 2 },
  ])("refuses or carries out each one and never fails ($profile.id, seed $seed)", async (given) => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const { faults, counts } = await attack(given);
    expect(faults).toEqual([]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    // Else the requests would be turned away at the door and prove nothing.
    expect(counts.get(200) ?? 0).toBeGreaterThan(50);
    expect(counts.get(400) ?? 0).toBeGreaterThan(50);
  });

  it("takes a method called __proto__ for what it is, and changes no prototype", async () => {
    for (const method of ["__proto__", "constructor", "toString"]) {
      const answer = await clientOf(serverOf(GENERIC)).send(method, "/Users", { body: {} });
      expect([answer.status, answer.body["status"]]).toEqual([501, "501"]);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
