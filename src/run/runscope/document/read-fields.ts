import { cutText } from "../../../documents/cut-text.ts";
import { didYouMean } from "../../../documents/suggest.ts";
import { describeJson, getOwn, isArray, isObject } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";

/** A place in the file that is not what it must be; `message` is one clause, for example `steps[2].url is missing`. */
export class ExportProblem extends Error {
  override readonly name = "ExportProblem";
}

/** An object of the file, and where it stands. */
export interface Field {
  readonly object: JsonObject;
  /** For example `steps[2]`; empty for the whole file. */
  readonly place: string;
}

/** Where a member stands, in words. */
export function placeOf({ place }: Field, name: string): string {
  return place === "" ? name : `${place}.${name}`;
}

/** A text or a number as text; undefined when it is missing or null. */
export function textAt(field: Field, name: string): string | undefined {
  const value = getOwn(field.object, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return JSON.stringify(value);
  throw new ExportProblem(`${placeOf(field, name)} is ${describeJson(value)} instead of a text`);
}

/** A text that must be there. */
export function requiredText(field: Field, name: string): string {
  const text = textAt(field, name);
  if (text === undefined || text === "") throw new ExportProblem(`${placeOf(field, name)} is missing`);
  return text;
}

/** One of the known words, in one of its spellings. */
export function wordAt<Word extends string>(
  field: Field,
  name: string,
  known: { readonly words: readonly Word[]; readonly spellings: Readonly<Record<string, string>> },
): Word {
  const text = requiredText(field, name);
  const spelled = Object.hasOwn(known.spellings, text) ? known.spellings[text] : text;
  const word = known.words.find((one) => one === spelled);
  if (word !== undefined) return word;
  const near = didYouMean(text, known.words);
  throw new ExportProblem(`${placeOf(field, name)} is "${cutText(text)}", which is none that is known${near}`);
}

/** The objects of a list; none when it is missing. */
export function objectsAt(field: Field, name: string): readonly Field[] {
  return itemsAt(field, name).map((item, at) => {
    const place = `${placeOf(field, name)}[${at}]`;
    if (!isObject(item)) throw new ExportProblem(`${place} is ${describeJson(item)} instead of an object`);
    return { object: item, place };
  });
}

/** The scripts of a list, as texts or as objects with a `value`; empty ones are none. */
export function scriptsAt(field: Field, name: string): readonly string[] {
  const texts = itemsAt(field, name).map((item, at) => {
    const text = isObject(item) ? getOwn(item, "value") : item;
    if (typeof text === "string") return text;
    throw new ExportProblem(`${placeOf(field, name)}[${at}] is ${describeJson(text)} instead of a script`);
  });
  return texts.filter((text) => text.trim() !== "");
}

/** Header values: a text, or a list of texts that stand behind each other. */
export function headersAt(field: Field, name: string): Readonly<Record<string, string>> {
  const headers = getOwn(field.object, name) ?? {};
  if (isArray(headers) && headers.length === 0) return {};
  if (!isObject(headers)) throw new ExportProblem(`${placeOf(field, name)} is ${describeJson(headers)}`);
  const inner = { object: headers, place: placeOf(field, name) };
  return Object.fromEntries(
    Object.keys(headers).map((header) => {
      if (!/^[\w!#$%&'*+.^`|~-]+$/.test(header))
        throw new ExportProblem(`${inner.place} has the header "${cutText(header)}", which no request can have`);
      return [header.toLowerCase(), headerValue(inner, header)];
    }),
  );
}

function headerValue(field: Field, name: string): string {
  const value = getOwn(field.object, name);
  if (!isArray(value)) return textAt(field, name) ?? "";
  const values = value.map((item) => (typeof item === "string" ? item : undefined));
  if (values.includes(undefined)) throw new ExportProblem(`${placeOf(field, name)} holds something that is no text`);
  return values.join(", ");
}

function itemsAt(field: Field, name: string): readonly Json[] {
  const value = getOwn(field.object, name);
  if (value === undefined || value === null) return [];
  if (isArray(value)) return value;
  throw new ExportProblem(`${placeOf(field, name)} is ${describeJson(value)} instead of a list`);
}
