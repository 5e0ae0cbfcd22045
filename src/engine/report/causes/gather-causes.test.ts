import { expect, test } from "vitest";
import type { Json } from "../../../scim/json.ts";
import type { Finding } from "../../run.ts";
import { ERROR, LIST, createTraffic, finding, groups, operation, listOf } from "./causes.fixture.ts";
import type { FoundCause } from "../../run.ts";
import { gatherCauses } from "./gather-causes.ts";

const NOBODY = { expected: ["ann@example.com"], actual: "[]", at: "/Resources" };
const lacking = (reason: string): Partial<Finding> => ({ reason: `${reason} lists nothing, without ann@example.com` });

test("filters that fail by letter case, by a URN, by an escape and by an operator are four causes, as plain ones work", () => {
  const { exchanges, send } = createTraffic();
  const ann = { id: "a", userName: "ann@example.com" };
  send('GET /Users?filter=userName eq "ann@example.com"', { answer: listOf(ann) });
  const filters = [
    'userName eq "ANN@example.com"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ann@example.com"',
    String.raw`userName eq "a\"nn@example.com"`,
    'USERNAME eq "ann@example.com"',
    'userName co "nn@ex"',
    "userName pr",
  ];
  const findings = filters.map((filter, index) =>
    finding(`f${index}`, send(`GET /Users?filter=${filter}`, { answer: listOf() }), {
      ...NOBODY,
      differences: lacking("GET /Users"),
    }),
  );
  expect(groups(gatherCauses(findings, exchanges))).toEqual([["f0"], ["f1"], ["f2"], ["f3"], ["f4"], ["f5"]]);
});

test("filters with or that all leave out who matches are one cause, headed by what they share", () => {
  const { exchanges, send } = createTraffic();
  const ann = { id: "a", userName: "ann@example.com" };
  send('GET /Users?filter=userName eq "ann@example.com"', { answer: listOf(ann) });
  const findings = [
    'userName eq "ann@example.com" or userName eq "bob@example.com"',
    'emails.value eq "ann@example.com" or displayName eq "Ann"',
  ].map((filter, index) =>
    finding(`f${index}`, send(`GET /Users?filter=${filter}`, { answer: listOf() }), {
      ...NOBODY,
      differences: lacking("GET /Users"),
    }),
  );
  const [cause, ...others] = gatherCauses(findings, exchanges);
  expect(others).toEqual([]);
  expect(cause).toMatchObject({ gate: "filters-find-nobody", findings: ["f0", "f1"] });
  expect(cause?.title).toContain("with or in the filter");
});

test("numbers in a text make no difference: one member missing is two members missing", () => {
  const { exchanges, send } = createTraffic();
  const patch = operation({ op: "add", path: "members", value: [{ value: "u" }] });
  const findings = [1, 2].map((missing) => {
    const path = `/Groups/g${missing}`;
    const write = send(`PATCH ${path}`, { status: 204, body: patch });
    const read = send(`GET ${path}`, { answer: { id: `g${missing}` } });
    const found = { expected: [`${missing + 1} members`], actual: `${missing} missing`, at: "/members" };
    const reason = `GET ${path} shows 1 member, ${missing} missing and 0 too many after PATCH`;
    return finding(`m${missing}`, read, { ...found, differences: { reason, exchanges: [write, read] } });
  });
  expect(groups(gatherCauses(findings, exchanges))).toEqual([["m1", "m2"]]);
});

test("the same refusal is one cause whatever was expected, also where another create works", () => {
  const { exchanges, send } = createTraffic();
  const detail = { schemas: [ERROR], status: "400", detail: "groups is not allowed" };
  send("POST /Users", { status: 201, body: { userName: "a" }, answer: { id: "a" } });
  const refused = (): number =>
    send("POST /Users", { status: 400, body: { userName: "b", groups: [] }, answer: detail });
  const actual = "status 400 (groups is not allowed)";
  const findings = [
    finding("creates", refused(), { expected: ["status 201"], actual }),
    finding("taken", refused(), { expected: ["status 409"], actual }),
    finding("succeeds", refused(), { expected: ["a success"], actual }),
  ];
  const [cause, ...others] = gatherCauses(findings, exchanges);
  expect(others).toEqual([]);
  expect(cause?.title).toContain("groups is not allowed");
  expect(cause?.advice).not.toContain("Mend");
});

test("PATCH with a path that answers 500 is one cause; one without a path that works stays out of it", () => {
  const { exchanges, send } = createTraffic();
  send("PATCH /Users/a", {
    body: operation({ op: "replace", value: { active: false } }),
    answer: { id: "a", active: false },
  });
  const crash = { schemas: [ERROR], status: "500", detail: "Internal Server Error" };
  const findings = [
    { op: "replace", path: "nickName", value: "x" },
    { op: "add", path: "emails", value: [] },
    { op: "remove", path: 'emails[type eq "work"]' },
  ].map((sent, index) => {
    const seq = send(`PATCH /Users/${index}`, { status: 500, body: operation(sent), answer: crash });
    return finding(`p${index}`, seq, { expected: ["a success"], actual: "status 500 (Internal Server Error)" });
  });
  const [cause, ...others] = gatherCauses(findings, exchanges);
  expect(others).toEqual([]);
  expect(cause?.gate).toBe("refused");
  expect(cause?.title).toBe("PATCH with a path answers 500 (Internal Server Error), whatever else it asks for");
});

test("adds that are answered and not done are one cause, and a replace beside them that is done is none", () => {
  const { exchanges, send } = createTraffic();
  const change = (id: string, sent: Json, after: Json): readonly number[] => {
    send("POST /Users", {
      status: 201,
      body: { userName: id, title: "old" },
      answer: { id, userName: id, title: "old" },
    });
    const write = send(`PATCH /Users/${id}`, { body: operation(sent), answer: { id, title: "old" } });
    return [write, send(`GET /Users/${id}`, { answer: after })];
  };
  change("a", { op: "replace", path: "title", value: "new" }, { id: "a", title: "new" });
  const findings = ["nickName", "locale"].map((path, index) => {
    const seqs = change(`u${index}`, { op: "add", path, value: "x" }, { id: `u${index}`, title: "old" });
    const found = { expected: ['"x"'], actual: "nothing", at: `/${path}` };
    const reason = `GET shows no ${path} after PATCH`;
    return finding(`a${index}`, seqs[1] ?? 0, { ...found, differences: { exchanges: seqs, reason } });
  });
  const [cause, ...others] = gatherCauses(findings, exchanges);
  expect(others).toEqual([]);
  expect(cause).toMatchObject({ gate: "change-undone", findings: ["a0", "a1"] });
  expect(cause?.title).toBe("PATCH with add is answered with 200, and what it asks for is not done");
});

test("a filter that is ignored leads, not the composite that a check has sent", () => {
  const { exchanges, send } = createTraffic();
  const users = ["a", "b", "c", "d", "e"].map((id) => ({ id, userName: `${id}@example.com` }));
  for (const user of users) send("POST /Users", { status: 201, body: { userName: user.userName }, answer: user });
  const findings = ['userName eq "a@example.com"', 'emails.value co "b@example"'].map((filter, index) => {
    const seq = send(`GET /Users?filter=${filter}`, { answer: listOf(...users) });
    return finding(`f${index}`, seq, { expected: ["1 resource"], actual: "5 resources", at: "/Resources" });
  });
  const seq = send("GET /Users?filter=userName zq", { answer: listOf(...users) });
  const accepted = finding("malformed", seq, { expected: ["status 400"], actual: "status 200" });
  const [cause, ...others] = gatherCauses([...findings, accepted], exchanges);
  expect(others).toEqual([]);
  expect(cause).toMatchObject({ gate: "filters-ignored", findings: ["f0", "f1", "malformed"] });
  expect(cause?.title).toBe("Filters are ignored: the answer lists everybody");
});

test("a second fault beside an ignored filter keeps an entry of its own", () => {
  const { exchanges, send } = createTraffic();
  const users = ["a", "b", "c", "d", "e"].map((id) => ({ id, userName: `${id}@example.com` }));
  for (const user of users) send("POST /Users", { status: 201, body: { userName: user.userName }, answer: user });
  const ignored = send('GET /Users?filter=userName eq "a@example.com"', { answer: listOf(...users) });
  const empty = send('GET /Groups?filter=displayName eq "x"', { answer: listOf() });
  const causes = gatherCauses(
    [
      finding("ignored", ignored, { expected: ["1 resource"], actual: "5 resources", at: "/Resources" }),
      finding("missing", empty, { ...NOBODY, differences: lacking("GET /Groups") }),
    ],
    exchanges,
  );
  expect(causes.map(({ gate, findings }) => [gate, findings])).toEqual([
    ["filters-ignored", ["ignored"]],
    [null, ["missing"]],
  ]);
});

test("paging that is ignored is one cause for count and startIndex", () => {
  const { exchanges, send } = createTraffic();
  const users = ["a", "b", "c", "d", "e"].map((id) => ({ id }));
  const findings = ["startIndex=1&count=1", "startIndex=3&count=2"].map((query, index) => {
    const seq = send(`GET /Users?${query}`, { answer: listOf(...users) });
    return finding(`p${index}`, seq, {
      expected: ["at most"],
      actual: "3",
      at: index === 0 ? "/Resources" : "/startIndex",
    });
  });
  expect(gatherCauses(findings, exchanges)).toMatchObject([{ gate: "paging-ignored", findings: ["p0", "p1"] }]);
});

test("attributes and excludedAttributes that change nothing are one cause", () => {
  const { exchanges, send } = createTraffic();
  const user = { id: "a", userName: "a", name: { givenName: "A" }, emails: [{ value: "a@x" }], displayName: "A" };
  const findings = ["attributes=userName", "excludedAttributes=displayName"].map((query, index) => {
    const seq = send(`GET /Users/a?${query}`, { answer: user });
    return finding(`p${index}`, seq, { expected: ["nothing"], actual: '"A"', at: "/displayName" });
  });
  expect(gatherCauses(findings, exchanges)).toMatchObject([{ gate: "projection-ignored", findings: ["p0", "p1"] }]);
});

test("no Location anywhere is one cause, in the header and in meta", () => {
  const { exchanges, send } = createTraffic();
  const first = send("POST /Users", { status: 201, answer: { id: "a", meta: { resourceType: "User" } } });
  send("POST /Users", { status: 201, answer: { id: "b", meta: { resourceType: "User" } } });
  const causes = gatherCauses(
    [
      finding("header", first, { expected: ["Location: a value"], actual: "nothing" }),
      finding("meta", first, { expected: ["a URI"], actual: "nothing", at: "/meta/location" }),
    ],
    exchanges,
  );
  expect(causes).toMatchObject([{ gate: "no-location", findings: ["header", "meta"] }]);
});

test("errors that are HTML are one cause, whatever a check misses in them", () => {
  const { exchanges, send } = createTraffic();
  const html = { type: "text/html" };
  const [conflict, unknown] = [
    send("POST /Users", { status: 409, ...html }),
    send("GET /Users/x", { status: 404, ...html }),
  ];
  send("PATCH /Users/x", { status: 404, ...html });
  const causes = gatherCauses(
    [
      finding("form", conflict, { expected: ["an object"], actual: "nothing", at: "" }),
      finding("scim-type", conflict, { expected: ['"uniqueness"'], actual: "nothing", at: "/scimType" }),
      finding("detail", unknown, { expected: ["a text"], actual: "nothing", at: "/detail" }),
    ],
    exchanges,
  );
  expect(causes).toMatchObject([{ gate: "errors-malformed", findings: ["form", "scim-type", "detail"] }]);
  expect(causes[0]?.title).toBe("Errors are answered as HTML, never as a SCIM error");
});

test("a check and a traffic rule that judge one answer are one cause: of a value and of the whole list", () => {
  const { exchanges, send } = createTraffic();
  const seq = send("GET /Users/a", { answer: { id: "a" } });
  const past = send("GET /Users?startIndex=100&count=10", { answer: listOf() });
  const findings = [
    finding("one-primary", seq, { expected: ["one"], actual: "[]", at: "/emails" }),
    finding("rule-primary", seq, { expected: ["false"], actual: "true", at: "/emails/1/primary" }),
    finding("past-end", past, { expected: ["0"], actual: "10", at: "/itemsPerPage" }),
    finding("rule-page", past, { expected: ["none"], actual: "[]", at: "/Resources" }),
  ];
  expect(groups(gatherCauses(findings, exchanges))).toEqual([
    ["one-primary", "rule-primary"],
    ["past-end", "rule-page"],
  ]);
});

test("a server that knows users by their e-mail is told so, and not that letter case is the matter", () => {
  const { exchanges, send } = createTraffic();
  const user = (userName: string, email: string): Json => ({ userName, emails: [{ value: email }] });
  send("POST /Users", { status: 201, body: user("ann", "mail@example.com"), answer: { id: "a", userName: "ann" } });
  const twin = send("POST /Users", {
    status: 201,
    body: user("ann", "other@example.com"),
    answer: { id: "b", userName: "ann" },
  });
  send("POST /Users", {
    status: 409,
    body: user("bob", "mail@example.com"),
    answer: { schemas: [ERROR], status: "409" },
  });
  const searches = ["ann", "ANN"].map((name) => send(`GET /Users?filter=userName eq "${name}"`, { answer: listOf() }));
  const causes = gatherCauses(
    [
      finding("duplicate", twin, { expected: ["status 409"], actual: "status 201" }),
      ...searches.map((seq, index) => finding(`match${index}`, seq, { ...NOBODY, differences: lacking("GET /Users") })),
    ],
    exchanges,
  );
  expect(causes).toMatchObject([{ gate: "known-by-email", findings: ["duplicate", "match0", "match1"] }]);
});

test("an add that replaces the list is told so, and not that primary is the matter", () => {
  const { exchanges, send } = createTraffic();
  const email = (value: string): Json => ({ value, primary: true });
  const make = send("POST /Users", { status: 201, body: { emails: [email("old@x")] }, answer: { id: "a" } });
  const add = operation({ op: "add", path: "emails", value: [email("new@x")] });
  const patch = send("PATCH /Users/a", { status: 204, body: add });
  const read = send("GET /Users/a", { answer: { id: "a", emails: [email("new@x")] } });
  const found = { expected: ["false"], actual: "true", at: "/emails/0/primary" };
  const primary = finding("primary", read, { ...found, differences: { exchanges: [make, patch, read] } });
  const values = finding("values", read, { ...found, at: "/emails", differences: { exchanges: [make, patch, read] } });
  expect(gatherCauses([primary, values], exchanges)).toMatchObject([
    { gate: "add-replaces-list", title: "PATCH add to emails replaces the values that are there" },
  ]);
});

test("a total that counts the page is told so, wherever it is missed", () => {
  const { exchanges, send } = createTraffic();
  const page = (query: string, ...users: readonly Json[]): number =>
    send(`GET /Users?${query}`, { answer: listOf(...users) });
  const one = { id: "a" };
  const seqs = [page("count=1", one), page("count=0"), page("count=2", one, { id: "b" }), page("startIndex=9&count=1")];
  const total = { expected: ["3"], actual: "1", at: "/totalResults" };
  const causes = gatherCauses(
    [
      finding("walk", seqs[2] ?? 0, { expected: ["each user once"], actual: "one of them never" }),
      ...[seqs[0], seqs[1], seqs[3]].map((seq, index) => finding(`total${index}`, seq ?? 0, total)),
    ],
    exchanges,
  );
  expect(causes).toMatchObject([{ gate: "total-of-the-page", findings: ["walk", "total0", "total1", "total2"] }]);
});

test("a list whose one resource is in no array is told so, whatever was looked for", () => {
  const { exchanges, send } = createTraffic();
  const findings = ['userName eq "ann@x"', 'emails.value eq "ann@x"'].map((filter, index) =>
    finding(
      `f${index}`,
      send(`GET /Users?filter=${filter}`, { answer: { schemas: [LIST], totalResults: 1, Resources: { id: "a" } } }),
      NOBODY,
    ),
  );
  expect(gatherCauses(findings, exchanges)).toMatchObject([{ gate: "resources-no-array", findings: ["f0", "f1"] }]);
});

test("a total that takes no notice of the filter is told so, and a right one beside it makes it none", () => {
  const filtered = (rest: readonly number[]): readonly FoundCause[] => {
    const { exchanges, send } = createTraffic();
    const found = ["a", "b", "c", "d"].map((id) =>
      send(`GET /Users?filter=id eq "${id}"`, { answer: { ...Object(listOf({ id })), totalResults: 17 } }),
    );
    for (const total of rest)
      send('GET /Users?filter=id eq "x"', { answer: { ...Object(listOf()), totalResults: total } });
    const total = { expected: ["1"], actual: "17", at: "/totalResults" };
    return gatherCauses(
      found.slice(0, 2).map((seq, index) => finding(`total${index}`, seq, total)),
      exchanges,
    );
  };
  expect(filtered([])).toMatchObject([{ gate: "total-of-everything", findings: ["total0", "total1"] }]);
  expect(filtered([0]).map(({ gate }) => gate)).not.toContain("total-of-everything");
});

test("a filter by another letter case is no cause of its own where the plain one fails as well", () => {
  const { exchanges, send } = createTraffic();
  send('GET /Users?filter=userName eq "bob@example.com"', { answer: listOf({ id: "b", userName: "bob@example.com" }) });
  const findings = ['userName eq "ann@example.com"', 'userName eq "ANN@example.com"'].map((filter, index) =>
    finding(`f${index}`, send(`GET /Users?filter=${filter}`, { answer: listOf() }), {
      ...NOBODY,
      differences: lacking("GET /Users"),
    }),
  );
  expect(groups(gatherCauses(findings, exchanges))).toEqual([["f0", "f1"]]);
});

test("somebody who is in every answer does not make filters and paging ignored", () => {
  const { exchanges, send } = createTraffic();
  const admin = { id: "admin", userName: "admin" };
  const users = ["a", "b", "c", "d"].map((id) => ({ id, userName: `${id}@example.com` }));
  for (const user of users) send("POST /Users", { status: 201, body: { userName: user.userName }, answer: user });
  const found = send('GET /Users?filter=userName eq "a@example.com"', { answer: listOf(users[0] ?? {}, admin) });
  const pages = [1, 2].map((count) =>
    send(`GET /Users?count=${count}`, { answer: { ...listOfAll(users, admin, count) } }),
  );
  const causes = gatherCauses(
    [
      finding("filter", found, { expected: ["1 resource"], actual: "2 resources", at: "/Resources" }),
      ...pages.map((seq, index) => finding(`page${index}`, seq, { expected: ["1"], actual: "2", at: "/Resources" })),
    ],
    exchanges,
  );
  expect(causes.map(({ gate }) => gate).filter((gate) => gate !== null)).toEqual([]);
});

function listOfAll(users: readonly Json[], admin: Json, count: number): Record<string, Json> {
  return { schemas: [LIST], totalResults: users.length + 1, Resources: [...users.slice(0, count), admin] };
}
