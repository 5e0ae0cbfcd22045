import { describe, expect, test } from "vitest";
import { fromHeaderLists, runScript } from "./run-script.ts";

const GIVEN = { variables: { a: "1" } };

test("a script reads and sets variables, and logs", () => {
  const { variables, logs, failure, problem } = runScript(
    'function two() { return 2; }\nvariables.set("b", variables.get("a") + two()); variables.set("c", {x: 1}); log("seen", [1]);',
    GIVEN,
  );
  expect({ variables, logs, failure, problem }).toEqual({
    variables: { a: "1", b: "12", c: '{"x":1}' },
    logs: ["seen [1]"],
    failure: undefined,
    problem: undefined,
  });
});

test("a script changes the request before it is sent", () => {
  const input = { variables: {}, request: { method: "GET", url: "u", headers: { accept: ["a"] }, body: "" } };
  const { request } = runScript('request.headers["X-Trace"] = ["7"]; request.body = "b"; request.url += "?x";', input);
  expect(request).toMatchObject({ url: "u?x", body: "b" });
  expect(fromHeaderLists(request)).toEqual({ accept: "a", "x-trace": "7" });
});

describe("what a script demands", () => {
  const response = { status: 200, body: '{"totalResults":2,"Resources":{}}', headers: {} };
  const judge = (script: string): unknown => runScript(script, { variables: {}, response }).failure;

  test("and does not find is told in its own words, or in ours", () => {
    expect(judge('var r = JSON.parse(response.body).Resources; assert.ok(Array.isArray(r), "no array");')).toBe(
      "no array",
    );
    expect(judge("assert.equal(response.status, 201)")).toBe("assert.equal(200, 201) does not hold");
    expect(judge('assert.include(response.body, "totalResult3")')).toContain("assert.include(");
    expect(judge("assert.fail()")).toBe("assert.fail()");
  });

  test("and finds is passed", () => {
    const passing =
      'assert("x", "m"); assert.deepEqual({a:[1]}, {a:[1]}); assert.isArray([]); assert.match("ab", /b/); assert.property({a:{b:1}}, "a.b"); assert.lengthOf([1], 1); assert.isAtMost(1, 1); assert.oneOf(1, [1]);';
    expect(judge(passing)).toBeUndefined();
  });

  test("of an answer that is no JSON fails, and is no fault of the tool", () => {
    const outcome = runScript("JSON.parse(response.body)", { variables: {}, response: { body: "<p>" } });
    expect(outcome.failure).toMatch(/^a script ended with SyntaxError: /);
  });
});

describe("a script finds nothing of this process", () => {
  test.each(["require", "process", "setTimeout", "fetch", "Buffer", "module", "global"])("no %s", (name) => {
    expect(runScript(`${name};`, GIVEN).problem).toBe(`a script needs what is not there: ${name} is not defined`);
  });

  test.each([
    'log.constructor("return process")()',
    'this.constructor.constructor("return process")()',
    'variables.get.constructor("return globalThis")()',
    'eval("1")',
    'new Function("return 1")()',
  ])("%s makes no code", (script) => {
    expect(runScript(script, GIVEN).failure).toMatch(/EvalError: Code generation from strings disallowed/);
  });

  test("what it does to its own world changes nothing here", () => {
    runScript("Object.prototype.polluted = 1; Array.prototype.map = null; JSON.stringify = () => 'x';", GIVEN);
    expect(Object.prototype).not.toHaveProperty("polluted");
    expect([1].map(String)).toEqual(["1"]);
  });
});

describe("a script that is not through in time is ended", () => {
  test.each([
    "while (true) {}",
    "Promise.resolve().then(() => { while (true) {} })",
    "(async () => { for (;;) await 0; })()",
  ])("%s", (script) => {
    expect(runScript(script, GIVEN)).toMatchObject({
      problem: "a script was not through after 1 s",
      variables: { a: "1" },
    });
  });
});

test("what is no JavaScript is told", () => {
  expect(runScript("var = 1", GIVEN).problem).toBe("a script is no JavaScript");
});
