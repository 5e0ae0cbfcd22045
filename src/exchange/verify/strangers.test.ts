import { describe, expect, test } from "vitest";
import type { Json } from "../../scim/json.ts";
import type { LiveExchange } from "../exchange.ts";
import { toReply } from "../reply.ts";
import type { Reply } from "../reply.ts";
import { Violation } from "../violation.ts";
import { verify } from "./verify.ts";
import type { Verifier } from "./verify.ts";

function answerOf(text: string, more: Partial<LiveExchange> = {}): Reply {
  let body: Json | undefined;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return toReply({
    seq: 2,
    cause: { kind: "check", id: "x" },
    sender: "tool",
    request: { method: "GET", url: "https://h/Users", path: "/Users", headers: {}, text: null, body: undefined },
    response: { status: 200, headers: {}, text, body },
    failure: null,
    startedAt: 0,
    durationMs: 1,
    isDropped: false,
    bearsMark: () => true,
    isOwn: (id) => id === "mine",
    target: undefined,
    ...more,
  });
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

const emails = [{ value: "secret@y.example" }];
const stranger = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], id: "77", userName: "secret", emails };

const BODIES: readonly (readonly [string, Json])[] = [
  ["in a list", { Resources: [stranger] }],
  ["in a list of lists", { Resources: [[stranger]] }],
  ["below another resource", { id: "mine", userName: "zsc-a", manager: { of: stranger } }],
  ["in a bare array", [stranger]],
  ["at the root", stranger],
  ["without a name, with an id", { Resources: [{ id: "77", emails }] }],
  ["without a name and an id", { Resources: [{ emails }] }],
  ["with a name in parts only", { Resources: [{ id: "77", name: { familyName: "secret" } }] }],
  ["with schemas in other letters", { Resources: [{ ID: "77", Schemas: [], EMAILS: emails }] }],
  ["with an extension called Schema", { Resources: [{ ...stranger, schemas: ["urn:acme:2.0:Schema"] }] }],
  ["that is a group with attributes", { Resources: [{ id: "7", attributes: [], displayName: "secret", members: [] }] }],
  ["that is a group without an id", { Resources: [{ displayName: "secret", members: [{ value: "7" }] }] }],
  ["as JSON in a text", { Resources: [JSON.stringify(stranger)] }],
  ["as JSON in a text alone", JSON.stringify(stranger)],
];

const WORDS: readonly (readonly [string, (verifier: Verifier) => unknown])[] = [
  ["at the root", (v) => v.at().is("nothing like it")],
  ["at its list", (v) => v.at("Resources").is("nothing like it")],
  ["at its place", (v) => v.at("Resources", 0).is("nothing like it")],
  ["below a list", (v) => v.at("Resources", 0, 0, "emails").is("nothing like it")],
  ["at a value", (v) => v.at("Resources", 0, "emails", 0, "value").is("nothing like it")],
  ["at an item that it has not", (v) => v.at("Resources", 0, "emails", 7).isObject()],
  ["at an item that nothing fits", (v) => v.at("Resources", 0, "emails", () => false).isObject()],
  ["below a text", (v) => v.at("Resources", 0, "userName", "more").isObject()],
  ["as one of its own", (v) => v.at("manager", "of", "userName").is("nothing like it")],
  ["as a list", (v) => v.that(false, "It is odd", { expected: "even", at: ["Resources", 0, "emails", 3] })],
];

describe.each(BODIES)("a stranger %s is shown in no violation", (_, body) => {
  test.each(WORDS)("%s", (_name, word) => {
    const { message, mismatch } = violationOf(() => word(verify(answerOf(JSON.stringify(body)))));
    expect(JSON.stringify([message, mismatch])).not.toContain("secret");
  });
});

test("of a body that is no JSON and holds users nothing is shown, of a page of errors its beginning", () => {
  const lines = `${JSON.stringify(stranger)}\n${JSON.stringify(stranger)}`;
  const told = (text: string): string => violationOf(() => verify(answerOf(text)).object()).mismatch.actual;
  expect(told(lines)).toBe('"*** (text that is no JSON and seems to hold users)"');
  expect(told("<h1>Bad gateway</h1>")).toBe('"<h1>Bad gateway</h1>"');
  const own = answerOf(lines, { isPrivate: true });
  expect(violationOf(() => verify(own).object()).mismatch.actual).toContain("secret");
});

test("what is missing in a stranger's resource is told as missing", () => {
  const reply = answerOf(JSON.stringify({ Resources: [stranger] }));
  expect(violationOf(() => verify(reply).at("Resources", 0, "active").is(true)).message).toBe(
    "GET /Users shows no Resources[0].active instead of true",
  );
});

describe("evidence", () => {
  const pointed = (text: string, ...steps: readonly (string | number)[]): readonly [string | null, string] => {
    const { at, actual } = violationOf(() =>
      verify(answerOf(text))
        .at(...steps)
        .is("nothing like it"),
    ).mismatch;
    return [at, actual];
  };

  test("leads to what was found, whatever stands there", () => {
    expect(pointed('{"Resources":null}', "Resources", 0)).toEqual(["/Resources", "null"]);
    expect(pointed('{"a/b":{"c~d":1}}', "a/b", "c~d")).toEqual(["/a~1b/c~0d", "1"]);
    expect(pointed('{"a":{"":false}}', "a", "")).toEqual(["/a/", "false"]);
    expect(pointed('{"__proto__":{"x":1}}', "__proto__", "x")).toEqual(["/__proto__/x", "1"]);
    expect(pointed("{}", "__proto__")).toEqual(["/__proto__", "nothing"]);
    expect(pointed('{"A":1,"a":2}', "a")).toEqual(["/a", "2"]);
    expect(pointed('{"a":[1]}', "a", "0")).toEqual(["/a", "[1]"]);
    expect(pointed("17", "a")).toEqual(["", "17"]);
    expect(pointed("[[1]]", 0, 0)).toEqual(["/0/0", "1"]);
    expect(pointed("", "a")).toEqual(["", "nothing"]);
  });

  test("of the whole body is called so", () => {
    expect(violationOf(() => verify(answerOf("17")).at().isObject()).message).toBe(
      "GET /Users shows the body 17 instead of an object",
    );
    expect(violationOf(() => verify(answerOf("")).at().isObject()).message).toBe("GET /Users shows no body");
  });
});

test("a word that holds copies nothing, however much there is", () => {
  let looks = 0;
  const resources = Array.from({ length: 10_000 }, (_, n) => ({ id: String(n), userName: `zsc-${n}`, emails }));
  const isOwn = (): boolean => {
    looks += 1;
    return true;
  };
  const answer = verify(answerOf(JSON.stringify({ Resources: resources }), { isOwn }));
  answer.at("Resources").isArray();
  answer.at("Resources", 9_999, "userName").is("zsc-9999");
  expect(looks).toBeLessThan(10);
  for (const item of answer.at("Resources").items()) item.at("userName").isText();
  expect(looks).toBeLessThan(30_000);
});

test("a number at the end of a hostile depth is found", () => {
  const deep = `${'{"a":'.repeat(64)}1${"}".repeat(64)}`;
  const steps = Array.from({ length: 64 }, () => "a");
  expect(() =>
    verify(answerOf(deep))
      .at(...steps)
      .is(1),
  ).not.toThrow();
  expect(
    violationOf(() =>
      verify(answerOf(deep))
        .at(...steps)
        .is(2),
    ).mismatch.at,
  ).toBe("/a".repeat(64));
});
