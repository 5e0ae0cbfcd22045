import { describe, expect, test } from "vitest";
import { LIST_RESPONSE_URN, USER_URN } from "../../scim/urns.ts";
import type { Json } from "../../scim/json.ts";
import type { LiveExchange } from "../exchange.ts";
import { toReply } from "../reply.ts";
import type { Reply } from "../reply.ts";
import { Violation } from "../violation.ts";
import { verify } from "./verify.ts";

const OWN = "2819c223";

interface Line {
  readonly line: string;
  readonly status?: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  readonly seq?: number;
}

function exchangeOf({ line, status = 200, body, headers = {}, seq = 2 }: Line): LiveExchange {
  const [method = "", path = ""] = line.split(" ");
  return {
    seq,
    cause: { kind: "check", id: "x" },
    sender: "tool",
    request: { method, url: `https://h.example${path}`, path, headers: {}, text: null, body: undefined },
    response: { status, headers, text: body === undefined ? "" : JSON.stringify(body), body },
    failure: null,
    startedAt: 0,
    durationMs: 1,
    isDropped: false,
    bearsMark: () => true,
    isOwn: (id) => id === OWN,
    target: undefined,
  };
}

function replyTo(line: Line, lastWrite?: Reply["lastWrite"]): Reply {
  return toReply(exchangeOf(line), lastWrite);
}

function violationOf(run: () => unknown): Violation {
  try {
    run();
  } catch (error) {
    if (error instanceof Violation) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

const user = { schemas: [USER_URN], id: OWN, userName: "ann", active: true, emails: [{ value: "a@x.example" }] };
const got = replyTo({ line: "GET /Users/2819c223", body: user });

test("a refusal is told with its whole detail, also where that is a list", () => {
  const detail = ["userName is missing", "x".repeat(500)];
  const refused = replyTo({ line: "POST /Users", status: 400, body: { detail } });
  const violation = violationOf(() => verify(refused).status(201));
  expect(violation.message).toBe("POST /Users answers 400 instead of 201");
  expect(violation.mismatch.actual).toBe(`status 400 (userName is missing; ${"x".repeat(500)})`);
  const silent = replyTo({ line: "POST /Users", status: 400, body: { status: "400" } });
  expect(violationOf(() => verify(silent).status(201)).mismatch.actual).toBe("status 400");
});

describe("a value at a place", () => {
  test("is told with its place, what was expected and what is there", () => {
    const violation = violationOf(() => verify(got).at("active").is(false));
    expect(violation.message).toBe("GET /Users/2819c223 shows active true instead of false");
    expect(violation.mismatch).toEqual({ expected: ["false"], actual: "true", at: "/active" });
    expect(violation.exchanges).toEqual([2]);
  });

  test("is found whatever the letter case of the name, and its pointer is in the answer's own spelling", () => {
    const spelled = replyTo({ line: "GET /Users/1", body: { USERNAME: "zsc-ann" } });
    expect(() => verify(spelled).at("userName").is("zsc-ann")).not.toThrow();
    expect(violationOf(() => verify(spelled).at("userName").is("bob")).mismatch.at).toBe("/USERNAME");
  });

  test("that must not be there is told so", () => {
    expect(violationOf(() => verify(got).at("active").isUnassigned()).message).toBe(
      "GET /Users/2819c223 shows active true, where nothing must be",
    );
  });

  test("that is missing points to where it would stand, and nothing is there", () => {
    const violation = violationOf(() => verify(got).at("displayName").isText());
    expect(violation.mismatch).toEqual({ expected: ["a text"], actual: "nothing", at: "/displayName" });
    expect(violation.message).toBe("GET /Users/2819c223 shows no displayName");
  });

  test("below something that is missing points no further than what is there", () => {
    expect(violationOf(() => verify(got).at("name", "givenName").is("Ann")).mismatch.at).toBe("/name");
    const { mismatch } = violationOf(() =>
      verify(got)
        .at("emails", ({ type }) => type === "work", "value")
        .is("b"),
    );
    expect(mismatch).toMatchObject({ at: "/emails", actual: '[{"value":"a@x.example"}]' });
  });

  test("in an answer to a write is told as that", () => {
    const put = replyTo({ line: "PUT /Users/2819c223", body: user });
    expect(violationOf(() => verify(put).at("active").is(false)).message).toBe(
      "PUT /Users/2819c223 answers 200 with active true instead of false",
    );
  });

  test.each([
    ["isUnassigned", ["nickName"], ["userName"]],
    ["isAssigned", ["userName"], ["nickName"]],
    ["isText", ["userName"], ["active"]],
    ["isArray", ["emails"], ["userName"]],
    ["isObject", ["emails", 0], ["emails"]],
  ] as const)("%s", (word, right, wrong) => {
    const [there, elsewhere] = [verify(got).at(...right), verify(got).at(...wrong)];
    expect(() => there[word]()).not.toThrow();
    expect(() => elsewhere[word]()).toThrow(Violation);
  });

  test("is compared as a set, as one of several, or without regard to letter case", () => {
    expect(() => verify(got).at("emails").hasValues("a@x.example")).not.toThrow();
    expect(() => verify(got).at("emails").hasValues()).toThrow("items with the values []");
    expect(() => verify(got).at("userName").isOneOf("bob", "ann")).not.toThrow();
    expect(() => verify(got).at("userName").isOneOf("bob", "eve")).toThrow('instead of "bob" or "eve"');
    expect(() => verify(got).at("userName").isLike("ANN")).not.toThrow();
    expect(() => verify(got).at("schemas").hasExactly(USER_URN)).not.toThrow();
    expect(() => verify(got).at("schemas").excludes(USER_URN)).toThrow("a list without");
  });
});

describe("somebody else's resource", () => {
  const list = replyTo({
    line: "GET /Users",
    body: { schemas: [LIST_RESPONSE_URN], totalResults: 1, Resources: [{ id: "other", userName: "secret@y.example" }] },
  });

  test("is shown in no violation", () => {
    const violation = violationOf(() => verify(list).at("Resources", 0, "userName").is("ann"));
    expect(JSON.stringify([violation.message, violation.mismatch])).not.toContain("secret");
    expect(violation.mismatch.at).toBe("/Resources/0");
    const all = violationOf(() => verify(list).at("Resources").isText());
    expect(JSON.stringify([all.message, all.mismatch])).not.toContain("secret");
    const whole = violationOf(() => verify(list).lists({ id: OWN }));
    expect(JSON.stringify([whole.message, whole.mismatch])).not.toContain("secret");
  });

  test("is shown where the target holds nobody's data", () => {
    const mine = toReply({ ...list.exchange, isPrivate: true });
    expect(violationOf(() => verify(mine).at("Resources", 0, "userName").is("ann")).mismatch.actual).toContain(
      "secret",
    );
  });
});

test("a password is shown in no violation, wherever the place is", () => {
  const body = { id: OWN, password: { hash: "hunter2" }, sub: { password: "hunter3" } };
  const reply = replyTo({ line: "GET /Users/2819c223", body });
  for (const judge of [verify(reply).at("password"), verify(reply).at("password", "hash"), verify(reply).at("sub")]) {
    const { message, mismatch } = violationOf(() => judge.isUnassigned());
    expect(JSON.stringify([message, mismatch])).not.toContain("hunter");
  }
  expect(violationOf(() => verify(reply).at("password").isUnassigned()).mismatch.at).toBe("/password");
});

test("a total that is no number counts nothing", () => {
  const list = (totalResults: Json): Reply =>
    replyTo({ line: "GET /Users", body: { schemas: [LIST_RESPONSE_URN], totalResults, Resources: [] } });
  expect(() => verify(list("0")).finds(0)).not.toThrow();
  for (const total of [null, "", false, []]) expect(() => verify(list(total)).finds(0)).toThrow(Violation);
});

describe("the write before a reading", () => {
  const write = exchangeOf({ line: "PATCH /Users/2819c223", seq: 1, status: 204 });
  const wrote = (path: string): LiveExchange | undefined => (path === "/Users/2819c223" ? write : undefined);

  test("is cited and told; the reading decides", () => {
    const read = replyTo({ line: "GET /Users/2819c223?attributes=active", body: user }, wrote);
    const violation = violationOf(() => verify(read).at("active").is(false));
    expect(violation.message).toMatch(/instead of false after PATCH$/);
    expect(violation.exchanges).toEqual([1, 2]);
  });

  test("is the one to the resource that a list is judged about", () => {
    const body = { schemas: [LIST_RESPONSE_URN], totalResults: 0, Resources: [] };
    const listed = replyTo({ line: "GET /Users?filter=userName%20eq%20%22ann%22", body }, wrote);
    const { message, exchanges } = violationOf(() => verify(listed).lists({ id: OWN, path: "/Users/2819c223" }));
    expect(message).toContain(
      'GET /Users?filter=userName eq "ann" lists nothing, without the resource 2819c223 after PATCH',
    );
    expect(exchanges).toEqual([1, 2]);
  });

  test("can be another one, or none", () => {
    const read = replyTo({ line: "GET /Users/2819c223", body: user }, wrote);
    expect(violationOf(() => verify(read, { after: null }).at("active").is(false)).exchanges).toEqual([2]);
    const empty = { schemas: [LIST_RESPONSE_URN], totalResults: 0, Resources: [] };
    const listed = verify(replyTo({ line: "GET /Users", body: empty }, wrote), { after: null });
    expect(violationOf(() => listed.lists({ id: OWN, path: "/Users/2819c223" })).exchanges).toEqual([2]);
    const other = replyTo({ line: "DELETE /Groups/1", seq: 7, status: 204 });
    expect(violationOf(() => verify(read, { after: other }).at("active").is(false)).exchanges).toEqual([7, 2]);
  });

  test("cites other answers that show it, each once, and decides itself", () => {
    const [published, other] = [5, 7].map((seq) => replyTo({ line: "GET /Users/1", seq }));
    if (published === undefined || other === undefined) throw new Error("both were made");
    const read = replyTo({ line: "GET /Users/2819c223", body: user }, wrote);
    const others = [published, other, published, read];
    expect(violationOf(() => verify(read, { others }).at("active").is(false)).exchanges).toEqual([5, 7, 1, 2]);
    expect(violationOf(() => verify(read, { others }).status(404)).exchanges).toEqual([5, 7, 1, 2]);
  });
});

describe("a list", () => {
  const answer = (total: Json, ...ids: readonly string[]): Reply =>
    replyTo({
      line: "GET /Users",
      body: { schemas: [LIST_RESPONSE_URN], totalResults: total, Resources: ids.map((id) => ({ id })) },
    });

  test("must be a ListResponse with 200", () => {
    expect(() => verify(got).lists()).not.toThrow();
    expect(() => verify(got).listsOnly()).toThrow("something that is no ListResponse");
    expect(() => verify(replyTo({ line: "GET /Users", status: 400 })).list()).toThrow("instead of 200");
  });

  test("is read whatever the letter case of its names", () => {
    const body = { Schemas: [LIST_RESPONSE_URN], TOTALRESULTS: 1, resources: [{ ID: OWN }] };
    expect(() => verify(replyTo({ line: "GET /Users", body })).listsOnly({ id: OWN })).not.toThrow();
  });

  test("lists what it must, nothing that it must not, and no more", () => {
    expect(() => verify(answer(1, OWN)).listsOnly({ id: OWN })).not.toThrow();
    expect(() => verify(answer(2, OWN)).listsOnly({ id: OWN })).toThrow("totalResults 2 instead of 1 resource");
    expect(violationOf(() => verify(answer(1, OWN)).doesNotList({ id: OWN })).mismatch.at).toBe("/Resources/0");
    expect(violationOf(() => verify(answer(3, OWN)).counts(1)).mismatch).toMatchObject({
      at: "/totalResults",
      actual: "3",
    });
    expect(() => verify(answer(0)).finds(0)).not.toThrow();
  });

  test("that has others is told the id that it should have: one of the same name may be among them", () => {
    const ann = { id: OWN, sent: { userName: "ann" } };
    expect(() => verify(answer(0)).lists(ann)).toThrow("lists nothing, without ann");
    expect(() => verify(answer(1, "other")).lists(ann)).toThrow("lists 1 resource, without ann with the id 2819c223");
  });
});

describe("a status", () => {
  const refused = replyTo({ line: "POST /Users", status: 409, body: { detail: "taken" } });

  test("is told with the detail of the target", () => {
    expect(violationOf(() => verify(refused).status(201)).mismatch).toEqual({
      expected: ["status 201"],
      actual: "status 409 (taken)",
      at: null,
    });
    expect(() => verify(refused, { although: "one seat is free" }).succeeds()).toThrow(
      "POST /Users answers 409 instead of a success although one seat is free",
    );
    expect(() => verify(got).refuses("it has no name")).toThrow("answers 200 although it has no name");
    expect(() => verify(refused).refuses("it has no name", 400)).toThrow(Violation);
    expect(() => verify(refused).doesNotSucceed("it has no name")).not.toThrow();
  });
});

test("a header is told by its name", () => {
  const reply = replyTo({ line: "GET /Users", headers: { location: "/x" } });
  expect(() => verify(reply).header("Location").is("/x")).not.toThrow();
  expect(violationOf(() => verify(reply).header("ETag").isPresent()).message).toBe(
    "GET /Users answers 200 without ETag",
  );
});

test("an error is one whatever the letter case of its names", () => {
  const body = { Schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "404" };
  expect(() => verify(replyTo({ line: "GET /Users/1", status: 404, body })).error()).not.toThrow();
});

test("a free sentence may tell what was found, where it names no place", () => {
  const evidence = { expected: "even", actual: "one address" };
  const { mismatch } = violationOf(() => verify(got).that(false, "It is odd", evidence));
  expect(mismatch).toEqual({ expected: ["even"], actual: "one address", at: null });
});

test("a free sentence takes what was found from its place", () => {
  const violation = violationOf(() => verify(got).that(false, "It is odd", { expected: "even", at: ["userName"] }));
  expect([violation.message, violation.mismatch.actual, violation.mismatch.at]).toEqual([
    "It is odd",
    '"ann"',
    "/userName",
  ]);
});

test("what an answer is held against is cited before it, whatever word fails", () => {
  const list = replyTo({ line: "GET /Users", seq: 1, status: 200, body: { Resources: [] } });
  const one = replyTo({ line: "GET /Users/1", seq: 2, status: 200, body: { userName: "ann" } });
  const violation = violationOf(() =>
    verify(one, { others: [list] })
      .at("userName")
      .is("bob"),
  );
  expect(violation.exchanges).toEqual([1, 2]);
});
