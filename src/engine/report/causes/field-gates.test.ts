import { expect, test } from "vitest";
import { createTraffic, finding, listOf } from "./causes.fixture.ts";
import { gatherCauses } from "./gather-causes.ts";

/** Ann and Bob, made by POST. */
function withTwoUsers(): ReturnType<typeof createTraffic> {
  const traffic = createTraffic();
  for (const id of ["ann", "bob"])
    traffic.send("POST /Users", { status: 201, body: { userName: `${id}@example.com` }, answer: { id } });
  return traffic;
}

test("lists of ids instead of resources are one cause, whoever is looked for in them", () => {
  const { exchanges, send } = withTwoUsers();
  const answer = listOf("a");
  const findings = ['/Users?filter=userName eq "ann@example.com"', "/Users?startIndex=1&count=100", "/Groups"].map(
    (path, index) =>
      finding(`l${index}`, send(`GET ${path}`, { answer }), {
        expected: ["ann@example.com"],
        actual: "[]",
        at: "/Resources",
      }),
  );
  expect(gatherCauses(findings, exchanges)).toMatchObject([
    {
      gate: "items-no-resources",
      title: "Resources of lists holds no resources: each item is a text instead of an object",
      findings: ["l0", "l1", "l2"],
    },
  ]);
});

test("who demands If-Match is told that entity tags are optional", () => {
  const { exchanges, send } = withTwoUsers();
  const refusal = { status: 428, answer: { detail: "If-Match is required" } };
  const found = { expected: ["a 2xx status"], actual: "status 428" };
  const findings = ["PUT /Users/a", "PATCH /Users/a"].map((line, index) =>
    finding(`c${index}`, send(line, refusal), found),
  );
  const [cause, ...others] = gatherCauses(findings, exchanges);
  expect(others).toEqual([]);
  expect(cause?.advice).toMatch(/^Take such requests without If-Match too: entity tags are optional/);
});

test("filters that crash wherever they should be refused are one cause, and not where one is refused", () => {
  const { exchanges, send } = withTwoUsers();
  send('GET /Users?filter=userName eq "ann@example.com"', { answer: listOf({ id: "a" }) });
  send('GET /Schemas?filter=id eq "x"', { status: 403 });
  const crash = { expected: ["status 400"], actual: "status 500 (Internal Server Error)" };
  const findings = ["active gt true", 'userName zq "x"', "userName"].map((filter, index) =>
    finding(`f${index}`, send(`GET /Users?filter=${filter}`, { status: 500 }), crash),
  );
  expect(gatherCauses(findings, exchanges)).toMatchObject([{ gate: "filters-crash", findings: ["f0", "f1", "f2"] }]);
  send("GET /Users?filter=nothing eq 1", { status: 400 });
  expect(gatherCauses(findings, exchanges).map(({ gate }) => gate)).not.toContain("filters-crash");
});

test("a userName that loses its domain is one cause, in answers and in what filters find", () => {
  const { exchanges, send } = createTraffic();
  for (const name of ["ann", "bob", "cyd"])
    send("POST /Users", {
      status: 201,
      body: { userName: `${name}@example.com` },
      answer: { id: name, userName: name },
    });
  const read = send("GET /Users/ann", { answer: { id: "ann", userName: "ann" } });
  const found = send('GET /Users?filter=userName ew "example.com"', { answer: listOf() });
  const findings = [
    finding("read", read, { expected: ['"ann@example.com"'], actual: '"ann"', at: "/userName" }),
    finding("found", found, { expected: ["ann@example.com"], actual: "[]", at: "/Resources" }),
  ];
  expect(gatherCauses(findings, exchanges)).toMatchObject([
    { gate: "user-name-without-domain", findings: ["read", "found"] },
  ]);
  const not = send('GET /Users?filter=userName eq "ann@example.com" and not (userName eq "x")', { answer: listOf() });
  const second = finding("not", not, { expected: ["ann@example.com"], actual: "[]", at: "/Resources" });
  expect(gatherCauses([...findings, second], exchanges)).toMatchObject([
    { findings: ["read", "found"] },
    { gate: null },
  ]);
  send("POST /Users", { status: 201, body: { userName: "dan@a.b" }, answer: { id: "d", userName: "dan@a.b" } });
  expect(gatherCauses(findings, exchanges).map(({ gate }) => gate)).not.toContain("user-name-without-domain");
});

test("what the server says is not implemented is to be implemented, and no log is to be searched", () => {
  const { exchanges, send } = withTwoUsers();
  const refusal = { status: 501, answer: { detail: "PATCH is not supported here" } };
  const findings = ["PATCH /Users/a", "PATCH /Groups/g"].map((line, index) =>
    finding(`c${index}`, send(line, refusal), { expected: ["a 2xx status"], actual: "status 501" }),
  );
  expect(gatherCauses(findings, exchanges).map(({ advice }) => advice)).toEqual([
    "Implement such requests as RFC 7644 has PATCH in section 3.5.2: the server says itself that it does not know them.",
  ]);
});

test("items that come back as texts instead of objects are told so, and not as another value", () => {
  const { exchanges, send } = createTraffic();
  for (const id of ["a", "b", "c"])
    send("POST /Users", {
      status: 201,
      body: { userName: id, phoneNumbers: [{ value: "+1-201-555-0123", type: "work" }] },
      answer: { id, userName: id, phoneNumbers: ["+1-201-555-0123"] },
    });
  const read = send("GET /Users/a", { answer: { id: "a", phoneNumbers: ["+1-201-555-0123"] } });
  const found = { expected: ["an object"], actual: '"+1-201-555-0123"', at: "/phoneNumbers/0" };
  expect(gatherCauses([finding("one", read, found), finding("two", read, found)], exchanges)).toMatchObject([
    { gate: "never-as-sent", title: "phoneNumbers of Users is shown as bare values instead of objects" },
  ]);
});

test("texts that come back escaped for HTML are one cause, and not where the run has sent such a text itself", () => {
  const { exchanges, send } = createTraffic();
  const read = send("GET /Groups/a", { answer: { id: "a", displayName: "R&amp;D" } });
  const found = finding("name", read, { expected: ['"R&D"'], actual: '"R&amp;D"', at: "/displayName" });
  expect(gatherCauses([found], exchanges)).toMatchObject([
    { gate: "texts-escaped", title: "Texts are escaped for HTML: what is sent comes back with &amp;" },
  ]);
  send("POST /Groups", { body: { displayName: "R&amp;D" } });
  expect(gatherCauses([found], exchanges)).toMatchObject([{ gate: null }]);
});
