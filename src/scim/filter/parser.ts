import { readAttributePath } from "../attribute-path.ts";
import type { AttributePath } from "../attribute-path.ts";
import type { CompareOperator, CompareValue, FilterExpression } from "./syntax.ts";
import { FILTER_BOUNDS, describeToken, filterError, readTokens } from "./tokens.ts";
import type { FilterBounds, Token, TokenReader } from "./tokens.ts";

/** What `attr[filter]` says, with the `.sub` behind it where there is one. */
export interface ValuePath {
  readonly path: AttributePath;
  readonly filter: FilterExpression;
  readonly sub?: string;
}

interface Place {
  readonly tokens: TokenReader;
  readonly bounds: FilterBounds;
  /** How many brackets are open. */
  readonly depth: number;
  readonly insideValuePath: boolean;
}

const OPERATORS: readonly CompareOperator[] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const SUB = /^\.([A-Za-z$][\w$-]*)$/;

/**
 * Reads a filter (RFC 7644 section 3.4.2.2). `emails[type eq "work"].value eq "a"`, which the grammar lacks but clients
 * send, becomes `emails[type eq "work" and value eq "a"]`: one and the same value must match.
 * @throws ScimError 400 invalidFilter, its detail naming the position
 */
export function parseFilter(text: string, bounds: FilterBounds = FILTER_BOUNDS): FilterExpression {
  const tokens = readTokens(text, bounds);
  const filter = parseOr({ tokens, bounds, depth: 0, insideValuePath: false });
  const rest = tokens.next();
  if (rest.kind === "end") return filter;
  throw filterError(rest.start, `expected 'and', 'or' or the end, found ${describeToken(rest)}`);
}

/**
 * Reads `[filter]` and the `.sub` behind it, the attribute before it having been read.
 * @throws ScimError 400 invalidFilter
 */
export function parseValuePath(tokens: TokenReader, path: AttributePath, bounds: FilterBounds): ValuePath {
  return parseBrackets({ tokens, bounds, depth: 0, insideValuePath: false }, path);
}

function parseOr(place: Place): FilterExpression {
  return parseOperands(place, "or", parseAnd);
}

function parseAnd(place: Place): FilterExpression {
  return parseOperands(place, "and", parseTerm);
}

function parseOperands(
  place: Place,
  kind: "and" | "or",
  parseOperand: (place: Place) => FilterExpression,
): FilterExpression {
  const first = parseOperand(place);
  const filters = [first];
  while (isWord(place.tokens.peek(), kind)) {
    place.tokens.next();
    filters.push(parseOperand(place));
  }
  return filters.length === 1 ? first : { kind, filters };
}

function parseTerm(place: Place): FilterExpression {
  const token = place.tokens.next();
  if (token.text === "(" && token.kind === "mark") return parseGroup(place, token);
  if (token.kind !== "word") throw filterError(token.start, `expected an attribute, found ${describeToken(token)}`);
  const following = place.tokens.peek();
  if (isWord(token, "not") && following.text === "(" && following.kind === "mark") {
    return { kind: "not", filter: parseGroup(place, place.tokens.next()) };
  }
  return parseExpression(place, token);
}

function parseGroup(place: Place, open: Token): FilterExpression {
  const filter = parseOr(deeper(place, open));
  expectMark(place.tokens, ")");
  return filter;
}

function parseExpression(place: Place, token: Token): FilterExpression {
  const path = readAttributePath(token.text);
  if (path === undefined) throw filterError(token.start, `'${token.text}' is not an attribute`);
  const following = place.tokens.peek();
  if (following.kind !== "mark" || following.text !== "[") return parseComparison(place.tokens, path);
  const { filter, sub } = parseBrackets(place, path);
  if (sub === undefined) return { kind: "valuePath", path, filter };
  const comparison = parseComparison(place.tokens, { name: sub });
  const inner = filter.kind === "and" ? filter.filters : [filter];
  return { kind: "valuePath", path, filter: { kind: "and", filters: [...inner, comparison] } };
}

function parseBrackets(place: Place, path: AttributePath): ValuePath {
  const open = place.tokens.next();
  if (place.insideValuePath) throw filterError(open.start, "a value filter cannot stand inside another one");
  if (path.sub !== undefined) throw filterError(open.start, "a value filter cannot follow a sub-attribute");
  const filter = parseOr({ ...deeper(place, open), insideValuePath: true });
  const close = expectMark(place.tokens, "]");
  const following = place.tokens.peek();
  if (following.kind !== "word" || following.start !== close.end) return { path, filter };
  const sub = SUB.exec(following.text)?.[1];
  if (sub === undefined) throw filterError(following.start, `'${following.text}' is not a sub-attribute`);
  place.tokens.next();
  return { path, filter, sub };
}

function parseComparison(tokens: TokenReader, path: AttributePath): FilterExpression {
  const token = tokens.next();
  if (token.kind !== "word") throw filterError(token.start, `expected an operator, found ${describeToken(token)}`);
  if (isWord(token, "pr")) return { kind: "present", path };
  const operator = OPERATORS.find((candidate) => isWord(token, candidate));
  if (operator === undefined) throw filterError(token.start, `the operator '${token.text}' is not supported`);
  return { kind: "compare", path, operator, value: parseValue(tokens.next()) };
}

function parseValue(token: Token): CompareValue {
  if (token.kind === "string") return token.text;
  if (token.kind === "word") {
    if (token.text === "true" || token.text === "false") return token.text === "true";
    if (token.text === "null") return null;
    if (NUMBER.test(token.text) && Number.isFinite(Number(token.text))) return Number(token.text);
  }
  const expected = "expected a value: a string in double quotes, a number, true, false or null";
  throw filterError(token.start, `${expected}; found ${describeToken(token)}`);
}

function deeper(place: Place, open: Token): Place {
  const { nesting } = place.bounds;
  if (place.depth < nesting) return { ...place, depth: place.depth + 1 };
  throw filterError(open.start, `brackets are nested more than ${nesting} deep`);
}

function expectMark(tokens: TokenReader, mark: ")" | "]"): Token {
  const token = tokens.next();
  if (token.kind === "mark" && token.text === mark) return token;
  throw filterError(token.start, `expected 'and', 'or' or '${mark}', found ${describeToken(token)}`);
}

function isWord(token: Token, word: string): boolean {
  return token.kind === "word" && token.text.toLowerCase() === word;
}
