import type { DocumentProblem } from "../../../profile/document-problem.ts";
import { isObject } from "../../../scim/json.ts";
import type { Json } from "../../../scim/json.ts";
import { messageOf } from "../../../scim/message-of.ts";
import { parseExpression } from "../document/scenario-expression.ts";
import { isPattern, readPattern } from "../facts/text-pattern.ts";
import type { Path } from "./reading.ts";

/** Names that a scenario may use: its own numbers, and the products' by name. */
const NAME = /^(?:users|(?:seats|available|bought)(?:\..+)?)$/;

/** What is wrong with a number that may be an expression. */
export function expressionProblems(value: Json | undefined, path: Path): DocumentProblem[] {
  if (typeof value !== "string") return [];
  try {
    return parseExpression(value)
      .names.filter((name) => !NAME.test(name))
      .map((name) => ({
        path,
        message: `asks for ${name}; there are users, seats, available and bought, and each of the last three by product as in seats.Sales`,
      }));
  } catch (error) {
    return [{ path, message: error instanceof Error ? `cannot be read: ${error.message}` : "cannot be read" }];
  }
}

/** The same of a number or a range. */
export function factProblems(value: Json | undefined, path: Path): DocumentProblem[] {
  if (!isObject(value)) return expressionProblems(value, path);
  return [
    ...expressionProblems(value["min"], [...path, "min"]),
    ...expressionProblems(value["max"], [...path, "max"]),
    ...(isBackwards(value["min"], value["max"]) ? [{ path, message: "is a range whose min is above its max" }] : []),
  ];
}

function isBackwards(min: Json | undefined, max: Json | undefined): boolean {
  return typeof min === "number" && typeof max === "number" && min > max;
}

/** What is wrong with patterns, wherever they stand in a value. */
export function patternProblems(value: Json | undefined, path: Path): DocumentProblem[] {
  if (isObject(value) || Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, one]) => patternProblems(one, [...path, name]));
  }
  if (typeof value !== "string" || !isPattern(value)) return [];
  try {
    readPattern(value);
    return [];
  } catch (error) {
    return [{ path, message: `is no pattern: ${messageOf(error)}` }];
  }
}
