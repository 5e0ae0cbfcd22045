import { expect, test } from "vitest";
import { loadProfile } from "../../src/documents/load-profile.ts";
import { toRuleOutcome } from "../../src/engine/checks/rule-outcome.ts";
import type { CheckOutcome } from "../../src/engine/checks/run-check.ts";
import { createCheckContext } from "../../src/engine/checks/context/create-check-context.ts";
import {
  isObject,
  on,
  pathTo,
  readJson,
  remembering,
  toRead,
  USER_URN,
  withJson,
  withStatus,
} from "../../src/kit/index.ts";
import type { CheckContext, Wrap } from "../../src/kit/index.ts";
import { openGround } from "../../src/self-check/proving-ground.ts";
import { trafficSuite } from "./index.ts";

const generic = await loadProfile("generic");

/** What a traffic rule says of some requests to a server with something round it. */
async function outcomeOf(
  id: string,
  wrap: Wrap,
  ask: (t: CheckContext) => Promise<unknown>,
): Promise<CheckOutcome | undefined> {
  const rules = trafficSuite.trafficRules.filter((rule) => rule.id === id);
  const ground = await openGround({ profile: generic, rules, defect: { name: "other", breaks: "OKTA-none", wrap } });
  await ask(createCheckContext({ run: ground.run, stage: ground }, { kind: "check", id }));
  const [tally] = ground.judge.tallies();
  return tally && toRuleOutcome(tally);
}

const hides = on({}).answer((request, next) =>
  request.headers.has("authorization") ? next(request) : new Response("Not Found", { status: 404 }),
);

test.each(["traffic.error.form", "traffic.http.json"])(
  "%s does not judge what a gateway answers to requests without credentials",
  async (id) => {
    const outcome = await outcomeOf(id, hides, (t) => t.get(pathTo`/Users/1`, { credentials: "none" }));
    expect(outcome?.kind).not.toBe("violation");
  },
);

test("the rules of a partial page are not judged on a whole one", async () => {
  const whole = await outcomeOf(
    "traffic.list.form",
    (next) => next,
    (t) => t.get("/Users"),
  );
  expect(whole?.kind).toBe("pass");
  expect([...(whole?.heard?.judged ?? [])]).toEqual(["RFC7644-3.4.2-02"]);
});

test("the id in the answer to a PATCH may be spelled in other letters", async () => {
  const spells = on("PATCH").response((response, { url }) =>
    withJson(withStatus(response, 200), { schemas: [USER_URN], ID: new URL(url).pathname.split("/").at(-1) ?? "" }),
  );
  const outcome = await outcomeOf("traffic.schema.patch-answer", spells, async (t) => {
    const { path } = await t.make.user();
    await t.patch(path, [{ op: "replace", path: "name.givenName", value: "Babs" }]);
  });
  expect(outcome?.kind).toBe("pass");
});

test("the answer to a DELETE is not judged as a resource", async () => {
  const tells = on("DELETE").response((response) => withJson(withStatus(response, 200), { message: "deleted" }));
  const outcome = await outcomeOf("traffic.resource.id", tells, async (t) => t.delete((await t.make.user()).path));
  expect(outcome?.kind).toBe("pass");
});

test("a user whose only array is schemas is not judged by the rule of primary values", async () => {
  const plain = on("/Users/:id?").body(({ schemas, id, userName }) => ({
    ...(schemas !== undefined && { schemas }),
    ...(id !== undefined && { id }),
    ...(userName !== undefined && { userName }),
  }));
  const outcome = await outcomeOf("traffic.value.primary", plain, (t) => t.make.user());
  expect(outcome?.kind).not.toBe("pass");
});

const OPTIONAL = [
  {
    rule: "RFC7643-7-07",
    id: "traffic.discovery.schemas",
    member: "referenceTypes",
    path: pathTo`/Schemas/${USER_URN}`,
  },
  {
    rule: "RFC7643-6-04",
    id: "traffic.discovery.resource-types",
    member: "schemaExtensions",
    path: pathTo`/ResourceTypes/User`,
  },
] as const;

test.each(OPTIONAL)(
  "$id does not hold $rule against a document without $member",
  async ({ id, rule, member, path }) => {
    const lacking = on("GET").response(async (response) =>
      withJson(
        response,
        JSON.parse(await response.text(), (name, value: unknown) => (name === member ? undefined : value)),
      ),
    );
    const outcome = await outcomeOf(id, lacking, (t) => t.get(path));
    expect(outcome?.kind).toBe("pass");
    expect([...(outcome?.heard?.judged ?? [])]).not.toContain(rule);
  },
);

test("an answer to a search that is no list is not judged as a resource", async () => {
  const empty = on("POST /Users/.search").answer(() => Response.json({}));
  const outcome = await outcomeOf("traffic.resource.id", empty, async (t) => {
    await t.make.user();
    await t.post("/Users/.search", {});
  });
  expect(outcome?.kind).toBe("pass");
});

test("an empty page of a few users who were counted before they were gone is not judged", async () => {
  const stale = on("GET /Users").body((list) => ({ ...list, totalResults: 3, Resources: [] }));
  const outcome = await outcomeOf("traffic.list.resources", stale, (t) => t.get("/Users"));
  expect(outcome?.kind).toBe("pass");
});

test("what the run has sent wrong itself is not judged where it comes back", async () => {
  const echoes = remembering(() => {
    let sent = false;
    return (next) => async (request) => {
      const body = await readJson(request);
      if (request.method === "PATCH") sent ||= JSON.stringify(body).includes("notabool");
      const shows = on("/Users/:id").resources((user) => (sent ? { ...user, active: "notabool" } : user));
      return request.method === "PATCH" ? new Response(null, { status: 204 }) : shows(next)(request);
    };
  });
  const ask = async (t: CheckContext): Promise<void> => {
    const { path } = await t.make.user();
    await t.patch(path, [{ op: "replace", path: "active", value: "notabool" }]);
    await t.get(path);
  };
  for (const id of ["traffic.value.boolean", "traffic.schema.resource"]) {
    expect((await outcomeOf(id, echoes, ask))?.kind).toBe("pass");
  }
});

test("the counters of a list are not judged where the page that was asked for is no number", async () => {
  const repeats = on("GET /Users", { query: (query) => query.get("startIndex") === "abc" }).answer(
    async (request, next) => {
      const response = await next(toRead(request, request.url.replace("abc", "1")));
      return withJson(response, Object.assign({}, await response.json(), { startIndex: null }));
    },
  );
  const ask = async (t: CheckContext): Promise<void> => {
    await t.make.user();
    await t.make.user();
    await t.get(pathTo`/Users?startIndex=abc&count=1`);
  };
  expect((await outcomeOf("traffic.list.form", repeats, ask))?.kind).not.toBe("violation");
});

test.each(["traffic.value.text", "traffic.resource.name"])(
  "%s judges attributes whose names begin with a capital, and finds nothing",
  async (id) => {
    const spelled = on("GET /Users/:id").resources((user) =>
      Object.fromEntries(
        Object.entries(user).map(([name, value]) => [name.replace(/^[a-z]/, (first) => first.toUpperCase()), value]),
      ),
    );
    const outcome = await outcomeOf(id, spelled, async (t) => t.get((await t.make.user()).path));
    expect(outcome?.kind).toBe("pass");
  },
);

test.each([
  ["string", "violation"],
  ["integer", "pass"],
])("a number is judged by the type that the target publishes: %s", async (type, kind) => {
  const shows = on("GET /Users/:id").resources((user) => ({ ...user, title: 17 }));
  const publishes = on("GET /Schemas").response(async (response) =>
    withJson(
      response,
      JSON.parse(await response.text(), (_, value: unknown) =>
        isObject(value) && value["name"] === "title" ? { ...value, type } : value,
      ),
    ),
  );
  const ask = async (t: CheckContext): Promise<unknown> => t.get((await t.make.user()).path);
  expect((await outcomeOf("traffic.value.text", (next) => shows(publishes(next)), ask))?.kind).toBe(kind);
});

test("a name that the run itself has left out of a write is not missed in the answer", async () => {
  const bare = on("PUT /Users/:id").answer((request) =>
    Response.json({ schemas: [USER_URN], id: new URL(request.url).pathname.split("/").at(-1) ?? "", meta: {} }),
  );
  const outcome = await outcomeOf("traffic.resource.name", bare, async (t) => {
    const { path } = await t.make.user();
    await t.put(path, { schemas: [USER_URN] });
  });
  expect(outcome?.kind).toBe("pass");
});

test("an Error that is answered to a query with 200, and a page in HTML, are not told as a list that is none", async () => {
  for (const body of ['{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400"}', "<html></html>"]) {
    const answers = on("GET /Users").response(() => new Response(body));
    const outcome = await outcomeOf("traffic.list.message", answers, (t) => t.get("/Users"));
    expect(outcome?.kind).not.toBe("violation");
  }
});
