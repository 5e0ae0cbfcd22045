/**
 * What scripts find in their world, in JavaScript that is run there: `variables`, `request`, `response`, `log` and a subset of Chai's
 * `assert`. It is made of nothing but that world's own objects, so that a script holds none of this process's. `__INPUT__` stands for
 * what it is given, as a JavaScript text; what came of it is fetched as JSON by `COLLECT`.
 */
export const PRELUDE: string = String.raw`(() => {
  "use strict";
  const { parse, stringify } = JSON;
  const input = parse(__INPUT__);
  const values = new Map(Object.entries(input.variables));
  const logs = [];
  const textOf = (value) => (typeof value === "object" && value !== null ? stringify(value) : String(value));
  const show = (value) => { try { return typeof value === "string" ? stringify(value) : textOf(value); } catch { return "something"; } };
  class AssertionError extends Error {}
  const fail = (message, otherwise) => { throw new AssertionError(message === undefined ? otherwise : textOf(message)); };
  const check = (holds, message, otherwise) => { if (!holds) fail(message, otherwise); };
  const same = (a, b) => Object.is(a, b) || (typeof a === "object" && typeof b === "object" && a !== null && b !== null &&
    Array.isArray(a) === Array.isArray(b) && Object.keys(a).length === Object.keys(b).length &&
    Object.keys(a).every((key) => Object.hasOwn(b, key) && same(a[key], b[key])));
  const includes = (whole, part) => typeof whole === "string" ? whole.includes(part)
    : Array.isArray(whole) ? whole.includes(part)
    : typeof whole === "object" && whole !== null && typeof part === "object" && part !== null &&
      Object.keys(part).every((key) => same(whole[key], part[key]));
  const isEmpty = (value) => value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
  const at = (object, path) => String(path).split(".").reduce((found, key) => found === undefined || found === null ? undefined : found[key], object);
  const typeOf = (value) => Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
  // Each: whether it holds, and how many values it takes before the message.
  const words = {
    ok: [1, (a) => Boolean(a)], isOk: [1, (a) => Boolean(a)], notOk: [1, (a) => !a], isNotOk: [1, (a) => !a],
    equal: [2, (a, b) => a == b], notEqual: [2, (a, b) => a != b],
    strictEqual: [2, (a, b) => a === b], notStrictEqual: [2, (a, b) => a !== b],
    deepEqual: [2, same], notDeepEqual: [2, (a, b) => !same(a, b)],
    isTrue: [1, (a) => a === true], isNotTrue: [1, (a) => a !== true],
    isFalse: [1, (a) => a === false], isNotFalse: [1, (a) => a !== false],
    isNull: [1, (a) => a === null], isNotNull: [1, (a) => a !== null],
    isNaN: [1, (a) => Number.isNaN(a)], isNotNaN: [1, (a) => !Number.isNaN(a)],
    exists: [1, (a) => a !== null && a !== undefined], notExists: [1, (a) => a === null || a === undefined],
    isUndefined: [1, (a) => a === undefined], isDefined: [1, (a) => a !== undefined],
    isArray: [1, (a) => typeOf(a) === "array"], isNotArray: [1, (a) => typeOf(a) !== "array"],
    isObject: [1, (a) => typeOf(a) === "object"], isNotObject: [1, (a) => typeOf(a) !== "object"],
    isString: [1, (a) => typeof a === "string"], isNotString: [1, (a) => typeof a !== "string"],
    isNumber: [1, (a) => typeof a === "number"], isNotNumber: [1, (a) => typeof a !== "number"],
    isBoolean: [1, (a) => typeof a === "boolean"], isNotBoolean: [1, (a) => typeof a !== "boolean"],
    isFunction: [1, (a) => typeof a === "function"],
    isAbove: [2, (a, b) => a > b], isAtLeast: [2, (a, b) => a >= b], isBelow: [2, (a, b) => a < b], isAtMost: [2, (a, b) => a <= b],
    typeOf: [2, (a, b) => typeOf(a) === b], notTypeOf: [2, (a, b) => typeOf(a) !== b],
    instanceOf: [2, (a, b) => a instanceof b],
    include: [2, includes], notInclude: [2, (a, b) => !includes(a, b)],
    match: [2, (a, b) => b.test(a)], notMatch: [2, (a, b) => !b.test(a)],
    property: [2, (a, b) => at(a, b) !== undefined], notProperty: [2, (a, b) => at(a, b) === undefined],
    propertyVal: [3, (a, b, c) => at(a, b) === c], nestedProperty: [2, (a, b) => at(a, b) !== undefined],
    lengthOf: [2, (a, b) => a.length === b], isEmpty: [1, isEmpty], isNotEmpty: [1, (a) => !isEmpty(a)],
    oneOf: [2, (a, b) => b.includes(a)],
  };
  const assert = (holds, message) => check(holds, message, "assert(" + show(holds) + ") does not hold");
  for (const [name, [count, holds]] of Object.entries(words)) {
    assert[name] = (...given) => {
      const told = given.slice(0, count).map(show).join(", ");
      check(holds(...given), given[count], "assert." + name + "(" + told + ") does not hold");
    };
  }
  assert.fail = (...given) => fail(given.length > 1 ? given[2] : given[0], "assert.fail()");
  const world = {
    variables: Object.freeze({
      get: (name) => values.get(String(name)),
      set: (name, value) => { values.set(String(name), textOf(value)); },
    }),
    request: input.request, response: input.response, assert,
    log: (...given) => { if (logs.length < 50) logs.push(given.map((one) => textOf(one).slice(0, 500)).join(" ")); },
  };
  for (const [name, value] of Object.entries(world)) if (value !== undefined) globalThis[name] = value;
  Object.defineProperty(globalThis, "__collect", {
    value: () => stringify({ variables: Object.fromEntries(values), request: world.request, logs }),
  });
  Object.defineProperty(globalThis, "__name", {
    value: (error) => stringify(error instanceof AssertionError ? { kind: "assertion", message: error.message }
      : error instanceof Error ? { kind: error.name, message: error.message } : { kind: "Error", message: show(error) }),
  });
})();`;

/** Gives what came of a script as JSON. */
export const COLLECT = "__collect()";
