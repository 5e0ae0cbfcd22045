/** A number that a scenario states: a literal, or a sum, difference, minimum or maximum of names and numbers. */
export interface Expression {
  /** As it was written. */
  readonly text: string;
  /** Names that it needs, each once. */
  readonly names: readonly string[];
  /** Throws an `Error` that tells the known names when one that it needs is not among them. */
  readonly evaluate: (values: ScenarioValues) => number;
}

/** What the names in expressions stand for. */
export type ScenarioValues = Readonly<Record<string, number>>;

/**
 * Reads an expression such as `max(0, users - available)`: whole numbers, names (letters, digits, dots), `+`, `-`, `min`, `max`
 * and parentheses. Throws an `Error` that says what is wrong and where.
 */
export function parseExpression(text: string): Expression {
  const tokens = tokenize(text);
  const reader = { text, tokens, place: 0, names: new Set<string>() };
  const evaluate = readSum(reader);
  if (reader.place < tokens.length) throw unexpected(reader);
  return { text, names: [...reader.names], evaluate };
}

/** The value of a number or an expression. */
export function evaluateNumber(value: number | string, values: ScenarioValues): number {
  return typeof value === "number" ? value : parseExpression(value).evaluate(values);
}

type Evaluate = (values: ScenarioValues) => number;

interface Reader {
  readonly text: string;
  readonly tokens: readonly string[];
  place: number;
  readonly names: Set<string>;
}

const TOKEN = /\s*(\d+|[A-Za-z][A-Za-z0-9_.]*|[-+(),])/y;

function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const start = pattern.lastIndex;
    const token = pattern.exec(text)?.[1];
    if (token === undefined) throw new Error(`"${text}" is no expression: cannot read "${text.slice(start).trim()}"`);
    tokens.push(token);
  }
  return tokens;
}

function readSum(reader: Reader): Evaluate {
  let sum = readTerm(reader);
  for (let sign = peek(reader); sign === "+" || sign === "-"; sign = peek(reader)) {
    reader.place += 1;
    const [left, right, factor] = [sum, readTerm(reader), sign === "+" ? 1 : -1];
    sum = (values) => left(values) + factor * right(values);
  }
  return sum;
}

function readTerm(reader: Reader): Evaluate {
  const token = peek(reader);
  if (token === undefined || token === ")" || token === "," || token === "+") throw unexpected(reader);
  reader.place += 1;
  if (token === "-") {
    const operand = readTerm(reader);
    return (values) => -operand(values);
  }
  if (token === "(") {
    const inner = readSum(reader);
    expect(reader, ")");
    return inner;
  }
  if (/^\d/.test(token)) return () => Number(token);
  return peek(reader) === "(" ? readCall(reader, token) : readName(reader, token);
}

function readCall(reader: Reader, name: string): Evaluate {
  if (name !== "min" && name !== "max") {
    throw new Error(`"${reader.text}" is no expression: there is no function "${name}", only min and max`);
  }
  expect(reader, "(");
  const operands = [readSum(reader)];
  while (peek(reader) === ",") {
    reader.place += 1;
    operands.push(readSum(reader));
  }
  expect(reader, ")");
  const pick = name === "min" ? Math.min : Math.max;
  return (values) => pick(...operands.map((operand) => operand(values)));
}

function readName(reader: Reader, name: string): Evaluate {
  reader.names.add(name);
  return (values) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return value;
    throw new Error(
      `"${reader.text}" asks for ${name}, which has no value here; known are ${Object.keys(values).join(", ")}`,
    );
  };
}

function peek(reader: Reader): string | undefined {
  return reader.tokens[reader.place];
}

function expect(reader: Reader, token: string): void {
  if (peek(reader) !== token) throw unexpected(reader, token);
  reader.place += 1;
}

function unexpected(reader: Reader, wanted?: string): Error {
  const found = peek(reader);
  const what = found === undefined ? "it ends too early" : `"${found}" does not belong there`;
  const hint = wanted === undefined ? "" : `, "${wanted}" was expected`;
  return new Error(`"${reader.text}" is no expression: ${what}${hint}`);
}
