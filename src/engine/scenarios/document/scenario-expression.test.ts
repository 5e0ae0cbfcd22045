import { expect, test } from "vitest";
import { evaluateNumber, parseExpression } from "./scenario-expression.ts";

const VALUES = { users: 120, available: 100, "seats.Sales": 100 };

test.each([
  ["7", 7],
  ["users", 120],
  ["min(users, seats.Sales)", 100],
  ["max(0, users - seats.Sales)", 20],
  ["users - available - 5", 15],
  ["users - (available - 5)", 25],
  [" - 3 + 10 ", 7],
  ["min(3, 2, max(1, 0))", 1],
])("%s is %i", (text, value) => {
  expect(parseExpression(text).evaluate(VALUES)).toBe(value);
});

test("a number needs no reading", () => {
  expect(evaluateNumber(42, {})).toBe(42);
});

test("the names that an expression needs are known before it has values", () => {
  expect(parseExpression("min(users, available + bought) - users").names).toEqual(["users", "available", "bought"]);
});

test.each([
  ["", "it ends too early"],
  ["users -", "it ends too early"],
  ["min(users", 'it ends too early, ")" was expected'],
  ["users users", '"users" does not belong there'],
  ["sum(1, 2)", 'there is no function "sum", only min and max'],
  ["users * 2", 'cannot read "* 2"'],
  ["1, 2", '"," does not belong there'],
  ["+ 3", '"+" does not belong there'],
])("%j is refused: %s", (text, reason) => {
  expect(() => parseExpression(text)).toThrow(reason);
});

test("a name without a value is an error that tells the known ones", () => {
  expect(() => parseExpression("seats.Marketing").evaluate(VALUES)).toThrow(
    '"seats.Marketing" asks for seats.Marketing, which has no value here; known are users, available, seats.Sales',
  );
});

test("names of built-in object members are not values", () => {
  expect(() => parseExpression("constructor").evaluate(VALUES)).toThrow("has no value here");
});
