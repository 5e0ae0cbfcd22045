import { expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { errorResponse } from "../../kit/defects/answers.ts";
import { on } from "../../kit/defects/on.ts";
import type { Wrap } from "../../kit/defects/on.ts";
import { isObject } from "../../scim/json.ts";
import { openGround } from "../../self-check/proving-ground.ts";
import { createCheckContext } from "../checks/context/create-check-context.ts";
import { probeCapabilities } from "./probe-capabilities.ts";
import type { Capabilities } from "../../profile/capability/index.ts";

const generic = await loadProfile("generic");
const UNKNOWN = {
  patch: "unknown",
  filter: "unknown",
  groups: "unknown",
  groupPatch: "unknown",
  groupFilter: "unknown",
} as const;
const FOUND = { patch: "found", filter: "found", groups: "found", groupPatch: "found", groupFilter: "found" } as const;

/** What the probes find out of a target that publishes nothing of its features. */
async function probe(wrap: Wrap): Promise<Capabilities> {
  const ground = await openGround({ profile: generic, rules: [], defect: { name: "it", breaks: "OKTA-none", wrap } });
  const t = createCheckContext({ run: ground.run, stage: ground }, { kind: "discovery", id: "discovery" });
  return probeCapabilities(t, { ...ground.capabilities, ...UNKNOWN });
}

const isEmptyList = async (response: Response): Promise<boolean> =>
  /"totalResults":0/.test(await response.clone().text());

test.each<[string, Wrap, Partial<Capabilities>]>([
  ["does everything", (next) => next, {}],
  ["has PATCH of groups alone", on("PATCH /Users/:id").answer(() => errorResponse(405, "No.")), { patch: "absent" }],
  [
    "has PATCH of users alone",
    on("PATCH /Groups/:id").answer(() => errorResponse(501, "No.")),
    { groupPatch: "absent" },
  ],
  [
    "has filters on users alone, and says so",
    on("GET /Groups", { query: (query) => query.has("filter") }).answer(() =>
      errorResponse(400, "Filters are not supported here."),
    ),
    { groupFilter: "absent" },
  ],
  [
    "takes PATCH with a path only",
    on("PATCH", { body: (body) => !JSON.stringify(body).includes('"path"') }).answer(() => errorResponse(501, "No.")),
    {},
  ],
  [
    "answers 404 where nobody is found",
    on({}).response(async (response) => ((await isEmptyList(response)) ? errorResponse(404, "Nobody.") : response)),
    { filter: "unclear", groupFilter: "unclear" },
  ],
  [
    "ignores filters, with nobody in it",
    on("GET /Users").url((url) => url.searchParams.delete("filter")),
    { filter: "found" },
  ],
  [
    "lists groups as a bare array",
    on("GET /Groups").response(async (response) => {
      const list: unknown = await response.json();
      return Response.json(isObject(list) ? (list["Resources"] ?? []) : []);
    }),
    { groupFilter: "unclear" },
  ],
  [
    "breaks down at a list of groups",
    on("GET /Groups").answer(() => errorResponse(500, "No.")),
    { groupFilter: "unclear" },
  ],
  [
    "breaks down at everything about groups",
    on({ path: /^\/Groups/ }).answer(() => errorResponse(500, "No.")),
    { groups: "unclear", groupPatch: "unclear", groupFilter: "unclear" },
  ],
  [
    "has no groups",
    on({ path: /^\/Groups/ }).answer(() => errorResponse(404, "No.")),
    { groups: "absent", groupPatch: "absent", groupFilter: "absent" },
  ],
  [
    "does not find a user who is patched",
    on("PATCH /Users/:id").answer(() => errorResponse(404, "No.")),
    { patch: "unclear" },
  ],
  [
    "shows others than it makes",
    on("GET /Users/:id").answer(() => Response.json({ id: "1", userName: "somebody" })),
    { patch: "unclear" },
  ],
  ["makes no users", on("POST /Users").answer(() => errorResponse(400, "No.")), { patch: "unclear" }],
])("a target that %s", async (_, wrap, differences) => {
  expect(await probe(wrap)).toMatchObject({ ...FOUND, ...differences });
});
