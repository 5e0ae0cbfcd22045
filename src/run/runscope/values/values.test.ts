import { describe, expect, test } from "vitest";
import { builtIn, isBuiltIn } from "./built-ins.ts";
import { parseJsonPlace, toPointer, valueAtPlace } from "./json-place.ts";
import { bracedNames, fillBraces } from "./template.ts";
import { Variables, ValueProblem } from "./variables.ts";

/** 2026-11-30 12:34:56 UTC. */
const NOW = Date.UTC(2026, 10, 30, 12, 34, 56);

describe("braces", () => {
  const fill = (text: string): string => fillBraces(text, (name) => `<${name}>`);

  test.each([
    ["{{a}}/Users/{{ b }}", "<a>/Users/<b>"],
    ["{{SCIM Base URL}}/Users", "<SCIM Base URL>/Users"],
    ["{{id}}}}", "<id>}}"],
    ["{{id", "{{id"],
    ["{id} {{}}", "{id} <>"],
    ["{{md5({{a}}:{{b}})}}", "<md5(<a>:<b>)>"],
  ])("%s is filled as %s", (text, filled) => {
    expect(fill(text)).toBe(filled);
  });

  test("a value that holds braces is not read again: what a target answers must not be given the token", () => {
    const variables = new Variables({ auth: "Bearer t0ken" }, () => NOW);
    variables.take("id", "{{auth}}");
    expect(variables.fill("{{id}}")).toBe("{{auth}}");
    expect(variables.fill("/Users/{{id}}", "url")).toBe("/Users/%7B%7Bauth%7D%7D");
  });

  test("their names are found, inner ones too", () => {
    expect(bracedNames("{{a}} {{sha1({{b}})}}")).toEqual(["a", "sha1(\0)", "b"]);
  });
});

describe("a value from an answer", () => {
  const variables = new Variables({ base: "https://scim.example/v2", path: "Users" }, () => NOW);

  test.each([
    ["7/../8", "7%2F..%2F8"],
    ["a?b=c#d", "a%3Fb%3Dc%23d"],
    ["é", "%C3%A9"],
  ])("%s stays one segment of a URL", (value, segment) => {
    variables.take("id", value);
    expect(variables.fill("{{base}}/{{path}}/{{id}}", "url")).toBe(`https://scim.example/v2/Users/${segment}`);
  });

  test.each(["", ".", ".."])("that names nothing (%j) is put into no URL", (value) => {
    variables.take("id", value);
    expect(() => variables.fill("{{base}}/Users/{{id}}", "url")).toThrow(ValueProblem);
  });

  test("may be a whole URL where a URL begins with it", () => {
    variables.take("location", "https://scim.example/v2/Users/7");
    expect(variables.fill("{{location}}", "url")).toBe("https://scim.example/v2/Users/7");
  });

  test("with a line break is put into no header", () => {
    variables.take("etag", 'W/"1"\r\nX-Admin: yes');
    expect(() => variables.fill("{{etag}}", "header")).toThrow("cannot stand there");
  });

  test("is the user's own once a script has set it", () => {
    variables.take("id", "a/b");
    variables.set("id", "a/b");
    expect(variables.fill("/{{id}}", "url")).toBe("/a/b");
  });
});

test("a name without a value is told", () => {
  expect(() => new Variables({}, () => NOW).fill("{{idUserOne}}")).toThrow("{{idUserOne}} has no value");
});

describe("built-in values", () => {
  test.each([
    ["timestamp", "1796042096"],
    ["utc_datetime", "2026-11-30T12:34:56.000000"],
    ["timestamp_offset(-3600)", "1796038496"],
    ["format_timestamp(0, YYYY-MM-DD HH:mm:ss)", "1970-01-01 00:00:00"],
    ["format_timestamp(1796042096, DD/MM/YY hh.mm)", "30/11/26 12.34"],
    ["encode_base64(ann:secret)", "YW5uOnNlY3JldA=="],
    ["md5(a)", "0cc175b9c0f1b6a831c399e269772661"],
    ["sha1(a)", "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"],
    ["sha256(a)", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"],
    ["hmac_sha1(a,key)", "0db21f05052f323e714ef9bf1f7b000ffe97e8a0"],
    ["hmac_sha256(a,b,key)", "6b6c8e895182192ebb94a3a38de249be0e77ce6b9a71917a087ff91bc808398a"],
    ["url_encode(a b&c:d)", "a%20b%26c%3Ad"],
    ["random_int(7,7)", "7"],
  ])("%s is %s", (name, value) => {
    expect(builtIn(name, NOW)).toBe(value);
  });

  test("of chance have the form that they are asked for", () => {
    expect(builtIn("random_int", NOW)).toMatch(/^\d{1,20}$/);
    expect(Number(builtIn("random_int(1,3)", NOW))).toBeLessThanOrEqual(3);
    expect(builtIn("random_string(12)", NOW)).toMatch(/^[A-Za-z0-9]{12}$/);
    expect(builtIn("uuid", NOW)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });

  test.each([
    "random_int(9,1)",
    "random_int(a,b)",
    "random_string(0)",
    "random_string(1001)",
    "constructor",
    "no_such",
  ])("%s is none", (name) => {
    expect(builtIn(name, NOW)).toBeUndefined();
  });

  test("are known by name, whatever their parameters", () => {
    expect(["timestamp", "random_int(x)", "hasOwnProperty", "randomEmail"].map(isBuiltIn)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("a place in JSON", () => {
  const BODY = { Resources: [{ name: { "family name": "Lee" }, "urn:x:2.0": { a: 1 } }], constructor: 1 };

  test.each<[string, unknown, string]>([
    ["", BODY, ""],
    ['Resources[0].name["family name"]', "Lee", "/Resources/0/name/family name"],
    ["Resources[0]['urn:x:2.0'].a", 1, "/Resources/0/urn:x:2.0/a"],
    ["Resources.length", 1, "/Resources/length"],
    ["Resources[3].name", undefined, "/Resources/3/name"],
    ["resources", undefined, "/resources"],
    ["toString", undefined, "/toString"],
  ])("%s", (text, value, pointer) => {
    const place = parseJsonPlace(text) ?? ["unread"];
    expect(valueAtPlace(BODY, place)).toEqual(value);
    expect(toPointer(place)).toBe(pointer);
  });

  test.each(["a[", "a[x]", 'a["b]', "a[-1]"])("%s is none", (text) => {
    expect(parseJsonPlace(text)).toBeUndefined();
  });
});
