import { describe, expect, test } from "vitest";
import type { Json } from "../../../scim/json.ts";
import { createTraffic, finding, groups, listOf, operation } from "./causes.fixture.ts";
import { gatherCauses } from "./gather-causes.ts";

const REFUSAL = { expected: ["a 4xx status"], actual: "status 200" };
const CRASH = { expected: ["a 4xx status"], actual: "status 500" };
const NOT_FOUND = { expected: ["status 404"], actual: "status 500" };
const emails = (...values: readonly Json[]): Json => values;

/** Ann and Bob, made by POST. */
function withTwoUsers(): ReturnType<typeof createTraffic> {
  const traffic = createTraffic();
  for (const [id, userName] of [
    ["a", "ann@example.com"],
    ["b", "bob@example.com"],
  ])
    traffic.send("POST /Users", { status: 201, body: { userName: userName ?? "" }, answer: { id: id ?? "" } });
  return traffic;
}

test("a userName that PUT and PATCH take from another user is one cause, an empty one is another", () => {
  const { exchanges, send } = withTwoUsers();
  const put = send("PUT /Users/b", { body: { userName: "ann@example.com" }, answer: { id: "b" } });
  const patch = send("PATCH /Users/b", {
    body: operation({ op: "replace", path: "userName", value: "ann@example.com" }),
  });
  const read = send("GET /Users/b", { answer: { id: "b", userName: "ann@example.com" } });
  const empty = send("PUT /Users/b", { body: { userName: "" }, answer: { id: "b", userName: "" } });
  const emptied = send("GET /Users/b", { answer: { id: "b", userName: "" } });
  const findings = [
    finding("put", put, { expected: ["status 409", "status 400"], actual: "status 200" }),
    finding("patch", patch, { expected: ["status 409", "status 400"], actual: "status 200" }),
    finding("everywhere", read, {
      expected: ['another userName than "ann@example.com"'],
      actual: '"ann@example.com"',
      at: "/userName",
      differences: { exchanges: [patch, read] },
    }),
    finding("empty", emptied, {
      expected: ["a name"],
      actual: '""',
      at: "/userName",
      differences: { exchanges: [empty, emptied] },
    }),
  ];
  const causes = gatherCauses(findings, exchanges);
  expect(groups(causes)).toEqual([["put", "patch", "everywhere"], ["empty"]]);
  expect(causes[0]).toMatchObject({
    gate: "user-name-taken",
    title: "A userName that is another user's is taken by PUT and PATCH",
  });
});

test("a taken userName that is refused is no cause of a write that takes it in another letter case", () => {
  const { exchanges, send } = withTwoUsers();
  send("PUT /Users/b", { status: 409, body: { userName: "ann@example.com" } });
  const other = send("PUT /Users/b", { body: { userName: "ANN@example.com" }, answer: { id: "b" } });
  const again = send("PATCH /Users/b", {
    body: operation({ op: "replace", value: { userName: "ANN@example.com" } }),
  });
  const [cause] = gatherCauses([finding("one", other, REFUSAL), finding("two", again, REFUSAL)], exchanges);
  expect(cause?.title).toBe("A userName that is another user's in another letter case is taken by PUT and PATCH");
});

const WRONG: readonly (readonly [string, Json])[] = [
  ["it has no Operations", {}],
  ["it replaces the id", operation({ op: "replace", path: "id", value: "x" })],
  ["it has an operation without op", operation({ path: "title", value: "x" })],
  ["it adds without a value", operation({ op: "add", path: "title" })],
];

test("a PATCH that is never refused for its content is one cause, in the words of its findings, whatever answers 404", () => {
  const { exchanges, send } = withTwoUsers();
  send("PATCH /Users/nobody", { status: 404, body: operation() });
  const findings = WRONG.map(([what, body], index) => {
    const reason = `PATCH /Users/a answers 200 although ${what}`;
    return finding(`p${index}`, send("PATCH /Users/a", { body }), { ...REFUSAL, differences: { reason } });
  });
  const [cause, ...others] = gatherCauses(findings, exchanges);
  expect(others).toEqual([]);
  expect(cause?.gate).toBe("never-refused");
  expect(cause?.title).toBe(
    "PATCH is not refused, whatever is wrong with it: the answer is a success although it has no Operations, it replaces the id, it has an operation without op, it adds without a value",
  );
});

test("a PATCH that is refused as often as it is taken is not said never to be refused", () => {
  const { exchanges, send } = withTwoUsers();
  for (const [, body] of WRONG) send("PATCH /Users/a", { status: 400, body });
  const findings = WRONG.map(([what, body], index) => {
    const reason = `PATCH /Users/a answers 200 although ${what}`;
    return finding(`p${index}`, send("PATCH /Users/a", { body }), { ...REFUSAL, differences: { reason } });
  });
  expect(gatherCauses(findings, exchanges).map(({ gate }) => gate)).toEqual([null, null, null, null]);
});

test("requests for ids that nobody has, and that crash, are one cause in every method; a crash for another reason is not", () => {
  const { exchanges, send } = withTwoUsers();
  send("PUT /Users/none", { status: 404 });
  const patch = send("PATCH /Users/none", { status: 500, answer: { detail: "modifyUser: user does not exist" } });
  const remove = send("DELETE /Groups/none", { status: 500, answer: { detail: "deleteGroup failed" } });
  const own = send("DELETE /Users/a", { status: 500, answer: { detail: "out of paper" } });
  const causes = gatherCauses(
    [finding("patch", patch, CRASH), finding("delete", remove, NOT_FOUND), finding("own", own, CRASH)],
    exchanges,
  );
  expect(groups(causes)).toEqual([["patch", "delete"], ["own"]]);
  expect(causes[0]?.title).toBe("A request for an id that does not exist answers 500");
});

test("attribute names that are known in one letter case only are one cause in filters, paths and attributes", () => {
  const { exchanges, send } = withTwoUsers();
  const filter = send('GET /Users?filter=USERNAME eq "ann@example.com"', { answer: listOf() });
  const path = send("PATCH /Users/a", { body: operation({ op: "replace", path: "NICKNAME", value: "x" }) });
  const read = send("GET /Users/a", { answer: { id: "a", userName: "ann@example.com" } });
  const asked = send("GET /Users/a?attributes=USERNAME", { answer: { id: "a" } });
  const findings = [
    finding("filter", filter, { expected: ["ann@example.com"], actual: "[]", at: "/Resources" }),
    finding("path", read, {
      expected: ['"x"'],
      actual: "nothing",
      at: "/nickName",
      differences: { exchanges: [path, read] },
    }),
    finding("asked", asked, { expected: ['"ann@example.com"'], actual: "nothing", at: "/userName" }),
  ];
  const [cause, ...others] = gatherCauses(findings, exchanges);
  expect(others).toEqual([]);
  expect(cause?.title).toBe(
    "Attribute names are compared with regard to letter case, in filters and in paths and in attributes",
  );
});

test("filters with pr, not, true and a URN that find nobody are one cause, as plain ones find somebody", () => {
  const { exchanges, send } = withTwoUsers();
  send('GET /Users?filter=userName eq "ann@example.com"', { answer: listOf({ id: "a" }) });
  const findings = [
    'title pr and userName eq "ann@example.com"',
    'userName eq "ann@example.com" and not (userName eq "bob@example.com")',
    'userName eq "ann@example.com" and active eq true',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ann@example.com"',
  ].map((filter, index) =>
    finding(`f${index}`, send(`GET /Users?filter=${filter}`, { answer: listOf() }), {
      expected: ["ann@example.com"],
      actual: "[]",
      at: "/Resources",
      differences: { reason: "GET /Users lists nothing, without ann@example.com" },
    }),
  );
  expect(gatherCauses(findings, exchanges)).toMatchObject([
    { gate: "plain-filters-only", findings: ["f0", "f1", "f2", "f3"] },
  ]);
});

test("two primary values and a value that is kept twice are two causes", () => {
  const { exchanges, send } = createTraffic();
  const post = (): number => send("POST /Users", { status: 201, body: { emails: [] }, answer: { id: "a" } });
  const primary = JSON.stringify(emails({ value: "a", primary: true }, { value: "b", primary: true }));
  const twice = JSON.stringify(emails({ value: "a" }, { value: "a" }));
  const findings = [
    finding("primary", post(), { expected: ["one e-mail at most with primary true"], actual: primary, at: "/emails" }),
    finding("twice", post(), { expected: ['"a" once'], actual: twice, at: "/emails" }),
  ];
  expect(groups(gatherCauses(findings, exchanges))).toEqual([["primary"], ["twice"]]);
});

test("a filter that matches nobody and lists everybody is no page that is not cut", () => {
  const { exchanges, send } = createTraffic();
  const filter = send("GET /Users?filter=emails[]", { answer: listOf({ id: "a" }, { id: "b" }) });
  const page = send("GET /Users?count=1", { answer: listOf({ id: "a" }, { id: "b" }) });
  const found = { expected: ["no resource"], actual: "[]", at: "/Resources" };
  const findings = [
    finding("filter", filter, {
      ...found,
      differences: {
        reason: "GET /Users shows 2 resources instead of no resource although the filter can match nobody",
      },
    }),
    finding("page", page, {
      ...found,
      differences: { reason: "GET /Users shows 2 resources instead of at most 1 resource" },
    }),
  ];
  expect(groups(gatherCauses(findings, exchanges))).toEqual([["filter"], ["page"]]);
});

test("a refusal in the same words is one cause for every kind of request that it answers", () => {
  const { exchanges, send } = createTraffic();
  const refusal = { status: 406, answer: { detail: "There is no such charset" } };
  const lines = ["GET /Users?count=1", "POST /Groups", "DELETE /Groups/g", "PUT /Groups/g"];
  const findings = lines.map((line, index) =>
    finding(`c${index}`, send(line, refusal), { expected: ["a 2xx status"], actual: "status 406" }),
  );
  expect(groups(gatherCauses(findings, exchanges))).toEqual([["c0", "c1", "c2", "c3"]]);
});

test("a value that no write keeps as it is sent is one cause, whichever operation a check tried", () => {
  const { exchanges, send } = createTraffic();
  for (const id of ["a", "b", "c"])
    send("POST /Users", {
      status: 201,
      body: { userName: id, phoneNumbers: [{ value: "tel:+1-201-555-0123" }] },
      answer: { id, userName: id, phoneNumbers: [{ value: "(201) 555-0123" }] },
    });
  const findings = ["add", "remove"].map((op) => {
    const write = send("PATCH /Users/a", { body: operation({ op, path: "phoneNumbers", value: [] }) });
    const read = send("GET /Users/a", { answer: { id: "a", phoneNumbers: [{ value: "(201) 555-0123" }] } });
    const found = { expected: ['just "tel:+1-201-555-0130"'], actual: "[]", at: "/phoneNumbers" };
    return finding(op, read, { ...found, differences: { exchanges: [write, read] } });
  });
  expect(gatherCauses(findings, exchanges)).toMatchObject([
    { gate: "never-as-sent", title: "phoneNumbers of Users is never kept as it is sent: another value is shown" },
  ]);
});

describe("a PUT that is answered with the resource as it was before", () => {
  const user = (userName: string, active: boolean): Json => ({ id: "a", userName, active });
  const named = { expected: ['"new"'], actual: '"old"', at: "/userName" };
  const switched = { expected: ["false"], actual: "true", at: "/active" };

  test("is one cause, whatever of it a finding shows", () => {
    const { exchanges, send } = createTraffic();
    send("GET /Users/a", { answer: user("old", true) });
    const rename = send("PUT /Users/a", { body: user("new", true), answer: user("old", true) });
    send("GET /Users/a", { answer: user("new", true) });
    const off = send("PUT /Users/a", { body: user("new", false), answer: user("new", true) });
    send("GET /Users/a", { answer: user("new", false) });
    const causes = gatherCauses([finding("renamed", rename, named), finding("off", off, switched)], exchanges);
    expect(groups(causes)).toEqual([["renamed", "off"]]);
    expect(causes[0]).toMatchObject({
      gate: "state-before",
      title: "PUT of Users is carried out, and answered with the resource as it was before",
    });
  });

  test("is not said where one answer shows what has changed, nor where the change is not done", () => {
    for (const stored of [user("new", false), user("new", true)]) {
      const { exchanges, send } = createTraffic();
      send("GET /Users/a", { answer: user("old", true) });
      send("PUT /Users/a", { body: user("new", true), answer: user("new", true) });
      send("GET /Users/a", { answer: user("new", true) });
      const off = send("PUT /Users/a", { body: user("new", false), answer: user("new", true) });
      send("GET /Users/a", { answer: stored });
      expect(gatherCauses([finding("off", off, switched)], exchanges)[0]?.gate).not.toBe("state-before");
    }
  });
});
