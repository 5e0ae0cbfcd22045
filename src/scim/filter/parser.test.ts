import { describe, expect, it } from "vitest";
import { parseFilter } from "./parser.ts";

const compare = (name: string, operator: string, value: unknown): unknown => ({
  kind: "compare",
  path: toPath(name),
  operator,
  value,
});
const present = (name: string): unknown => ({ kind: "present", path: toPath(name) });
const and = (...filters: readonly unknown[]): unknown => ({ kind: "and", filters });
const or = (...filters: readonly unknown[]): unknown => ({ kind: "or", filters });
const not = (filter: unknown): unknown => ({ kind: "not", filter });
const valuePath = (name: string, filter: unknown): unknown => ({ kind: "valuePath", path: toPath(name), filter });

function toPath(text: string): unknown {
  const [name, sub] = text.split(".");
  return sub === undefined ? { name } : { name, sub };
}

describe("parseFilter reads the examples of RFC 7644 figure 2", () => {
  it.each<readonly [string, unknown]>([
    ['userName eq "bjensen"', compare("userName", "eq", "bjensen")],
    [`name.familyName co "O'Malley"`, compare("name.familyName", "co", "O'Malley")],
    ['userName sw "J"', compare("userName", "sw", "J")],
    [
      'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
      {
        kind: "compare",
        path: { urn: "urn:ietf:params:scim:schemas:core:2.0:User", name: "userName" },
        operator: "sw",
        value: "J",
      },
    ],
    ["title pr", present("title")],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', compare("meta.lastModified", "gt", "2011-05-13T04:42:34Z")],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', compare("meta.lastModified", "ge", "2011-05-13T04:42:34Z")],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', compare("meta.lastModified", "lt", "2011-05-13T04:42:34Z")],
    ['meta.lastModified le "2011-05-13T04:42:34Z"', compare("meta.lastModified", "le", "2011-05-13T04:42:34Z")],
    ['title pr and userType eq "Employee"', and(present("title"), compare("userType", "eq", "Employee"))],
    ['title pr or userType eq "Intern"', or(present("title"), compare("userType", "eq", "Intern"))],
    [
      '\n schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
      compare("schemas", "eq", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"),
    ],
    [
      'userType eq "Employee" and (emails co "example.com" or\n  emails.value co "example.org")',
      and(
        compare("userType", "eq", "Employee"),
        or(compare("emails", "co", "example.com"), compare("emails.value", "co", "example.org")),
      ),
    ],
    [
      'userType ne "Employee" and not (emails co "example.com" or\n  emails.value co "example.org")',
      and(
        compare("userType", "ne", "Employee"),
        not(or(compare("emails", "co", "example.com"), compare("emails.value", "co", "example.org"))),
      ),
    ],
    [
      'userType eq "Employee" and (emails.type eq "work")',
      and(compare("userType", "eq", "Employee"), compare("emails.type", "eq", "work")),
    ],
    [
      'userType eq "Employee" and emails[type eq "work" and\n  value co "@example.com"]',
      and(
        compare("userType", "eq", "Employee"),
        valuePath("emails", and(compare("type", "eq", "work"), compare("value", "co", "@example.com"))),
      ),
    ],
    [
      'emails[type eq "work" and value co "@example.com"] or\n  ims[type eq "xmpp" and value co "@foo.com"]',
      or(
        valuePath("emails", and(compare("type", "eq", "work"), compare("value", "co", "@example.com"))),
        valuePath("ims", and(compare("type", "eq", "xmpp"), compare("value", "co", "@foo.com"))),
      ),
    ],
  ])("%s", (text, tree) => {
    expect(parseFilter(text)).toEqual(tree);
  });
});

describe("parseFilter", () => {
  it("takes operators and logical words in any letter case", () => {
    expect(parseFilter('userName Eq "john" AND NOT (title PR) Or active EQ true')).toEqual(
      or(and(compare("userName", "eq", "john"), not(present("title"))), compare("active", "eq", true)),
    );
  });

  it("lets 'and' bind closer than 'or', and 'not' closer than both", () => {
    expect(parseFilter("a pr or b pr and c pr or not (d pr) and e pr")).toEqual(
      or(present("a"), and(present("b"), present("c")), and(not(present("d")), present("e"))),
    );
  });

  it("lets parentheses change the order", () => {
    expect(parseFilter("(a pr or b pr) and c pr")).toEqual(and(or(present("a"), present("b")), present("c")));
    expect(parseFilter("((a pr))")).toEqual(present("a"));
    expect(parseFilter("not(a pr)")).toEqual(not(present("a")));
    expect(parseFilter("not (not (a pr))")).toEqual(not(not(present("a"))));
  });

  it("takes attributes that are called like logical words", () => {
    expect(parseFilter('not eq "x" and and pr or or pr')).toEqual(
      or(and(compare("not", "eq", "x"), present("and")), present("or")),
    );
  });

  it.each<readonly [string, unknown]>([
    ["true", true],
    ["false", false],
    ["null", null],
    ["0", 0],
    ["-12", -12],
    ["1.5e3", 1500],
    ['""', ""],
    [String.raw`"a \"quoted\" word"`, 'a "quoted" word'],
    [String.raw`"back\\slash \/ and \b\f\n\r\t"`, "back\\slash / and \b\f\n\r\t"],
    [String.raw`"\u00e9\u20AC\ud83d\ude00"`, "é€😀"],
    ['"not (a pr) or [x]"', "not (a pr) or [x]"],
    ['"é€😀"', "é€😀"],
  ])("reads the JSON value %s", (text, value) => {
    expect(parseFilter(`title eq ${text}`)).toEqual(compare("title", "eq", value));
    expect(parseFilter(`(title eq ${text})`)).toEqual(compare("title", "eq", value));
  });

  it("takes a string right behind its operator, as an example of RFC 7644 section 3.5.2.2 has it", () => {
    expect(parseFilter('value eq"2819c223"')).toEqual(compare("value", "eq", "2819c223"));
  });

  it("reads logic inside a value filter", () => {
    expect(parseFilter('emails[not (type eq "home") and (primary eq true or value pr)]')).toEqual(
      valuePath(
        "emails",
        and(not(compare("type", "eq", "home")), or(compare("primary", "eq", true), present("value"))),
      ),
    );
  });

  it("binds the sub-attribute behind a value filter to the same value", () => {
    expect(parseFilter('emails[type eq "work"].value eq "a@example.com"')).toEqual(
      valuePath("emails", and(compare("type", "eq", "work"), compare("value", "eq", "a@example.com"))),
    );
    expect(parseFilter('emails[type eq "work" and primary eq true].value pr or title pr')).toEqual(
      or(
        valuePath("emails", and(compare("type", "eq", "work"), compare("primary", "eq", true), present("value"))),
        present("title"),
      ),
    );
    expect(parseFilter('emails[type eq "work" or type eq "home"].value sw "a"')).toEqual(
      valuePath(
        "emails",
        and(or(compare("type", "eq", "work"), compare("type", "eq", "home")), compare("value", "sw", "a")),
      ),
    );
  });

  it.each([
    ["", "The filter is not valid at position 1: expected an attribute, found the end."],
    ["   ", "The filter is not valid at position 4: expected an attribute, found the end."],
    ['userName regex "x"', "The filter is not valid at position 10: the operator 'regex' is not supported."],
    ["userName", "The filter is not valid at position 9: expected an operator, found the end."],
    [
      "userName eq",
      "The filter is not valid at position 12: expected a value: a string in double quotes, a number, true, false or null; found the end.",
    ],
    [
      "userName eq bjensen",
      "The filter is not valid at position 13: expected a value: a string in double quotes, a number, true, false or null; found 'bjensen'.",
    ],
    [
      'userName eq "bjensen',
      "The filter is not valid at position 13: the string that begins here has no closing quote.",
    ],
    [
      String.raw`userName eq "\x41"`,
      "The filter is not valid at position 13: the string that begins here is not a JSON string (RFC 7159 section 7).",
    ],
    ["(a pr", "The filter is not valid at position 6: expected 'and', 'or' or ')', found the end."],
    ["a pr)", "The filter is not valid at position 5: expected 'and', 'or' or the end, found ')'."],
    ["a pr b pr", "The filter is not valid at position 6: expected 'and', 'or' or the end, found 'b'."],
    ["a pr and", "The filter is not valid at position 9: expected an attribute, found the end."],
    ['"a" pr', 'The filter is not valid at position 1: expected an attribute, found the string "a".'],
    ["a[b pr", "The filter is not valid at position 7: expected 'and', 'or' or ']', found the end."],
    ["a[b[c pr]]", "The filter is not valid at position 4: a value filter cannot stand inside another one."],
    ["a.b[c pr]", "The filter is not valid at position 4: a value filter cannot follow a sub-attribute."],
    ["a[]", "The filter is not valid at position 3: expected an attribute, found ']'."],
    ["a[b pr].c.d pr", "The filter is not valid at position 8: '.c.d' is not a sub-attribute."],
    ["a.b.c pr", "The filter is not valid at position 1: 'a.b.c' is not an attribute."],
  ])("refuses %j and names the position", (text, detail) => {
    expect(() => parseFilter(text)).toThrow(
      expect.objectContaining({ status: 400, scimType: "invalidFilter", detail }),
    );
  });

  it.each([
    "userName eq 'bjensen'",
    "userName eq True",
    "userName eq 01",
    "userName eq .5",
    "userName eq +1",
    "userName eq 1e999",
    "userName eq [1]",
    "userName eq (1)",
    'userName eq "a" "b"',
    'userName eq "a"b"',
    'userName eq "a\nb"',
    "not userName pr",
    "not",
    "and a pr",
    "a pr and or b pr",
    "()",
    "[a pr]",
    "a == 1",
    "a pr pr",
    "a eq eq",
    "(a pr))",
    "a[b pr] .c pr",
    "a[b pr]c pr",
    "\0",
  ])("refuses %j", (text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ status: 400, scimType: "invalidFilter" }));
  });

  it("refuses what is nested too deep, without using up the stack", () => {
    const deep = 1_000;
    expect(() => parseFilter("(".repeat(deep) + "a pr" + ")".repeat(deep))).toThrow("nested more than 50 deep");
    expect(() => parseFilter("not (".repeat(deep) + "a pr" + ")".repeat(deep))).toThrow("nested more than 50 deep");
    expect(parseFilter("(".repeat(50) + "a pr" + ")".repeat(50))).toEqual(present("a"));
  });

  it("refuses what is too long before it reads it", () => {
    expect(() => parseFilter("(".repeat(10_001))).toThrow("it is longer than 10000 characters");
    expect(() => parseFilter(`a eq "${"x".repeat(20_000)}"`)).toThrow(
      expect.objectContaining({ scimType: "invalidFilter" }),
    );
  });

  it("reads a long chain without nesting", () => {
    const chain = Array.from({ length: 500 }, () => "a pr").join(" or ");
    expect(parseFilter(chain)).toEqual(or(...Array.from({ length: 500 }, () => present("a"))));
  });
});
