import { createHash, createHmac, randomBytes, randomInt, randomUUID } from "node:crypto";
import { pathTo } from "../../../scim/request-path.ts";

/** What a call has between its parentheses, split at the commas. */
type Built = (parameters: readonly string[], now: number) => string | undefined;

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const LONGEST_STRING = 1000;

/** Values that every test knows without being given them, as the hosted runner documents them. */
const BUILT_INS: Readonly<Record<string, Built>> = {
  timestamp: (_, now) => seconds(now),
  utc_datetime: (_, now) => new Date(now).toISOString().replace(/Z$/, "000"),
  timestamp_offset: ([offset = "0"], now) => offsetOf(offset, now),
  format_timestamp: ([value = "", ...format], now) => formatted(value, format.join(",").trim(), now),
  random_int: ([low, high]) => randomNumber(low, high),
  random_string: ([length = "10"]) => randomText(length),
  uuid: () => randomUUID(),
  encode_base64: (parameters) => Buffer.from(parameters.join(","), "utf8").toString("base64"),
  url_encode: (parameters) => pathTo`${parameters.join(",")}`.replaceAll(":", "%3A"),
  md5: (parameters) => hash("md5", parameters),
  sha1: (parameters) => hash("sha1", parameters),
  sha256: (parameters) => hash("sha256", parameters),
  hmac_sha1: (parameters) => keyed("sha1", parameters),
  hmac_sha256: (parameters) => keyed("sha256", parameters),
};

/** The value of `timestamp` or `random_int(1,10)`; undefined for what is no built-in name, or has parameters that it cannot take. */
export function builtIn(text: string, now: number): string | undefined {
  const [, name = "", parameters] = CALL.exec(text) ?? [];
  const build = Object.hasOwn(BUILT_INS, name) ? BUILT_INS[name] : undefined;
  return build?.(parameters === undefined || parameters.trim() === "" ? [] : parameters.split(","), now);
}

/** True for a name that is built in, whatever its parameters. */
export function isBuiltIn(text: string): boolean {
  return Object.hasOwn(BUILT_INS, CALL.exec(text)?.[1] ?? "");
}

const CALL = /^([a-z_0-9]+)(?:\((.*)\))?$/s;

function seconds(ms: number): string {
  return Math.floor(ms / 1000).toFixed(0);
}

function offsetOf(offset: string, now: number): string | undefined {
  return /^\s*[+-]?\d{1,10}\s*$/.test(offset) ? seconds(now + Number(offset) * 1000) : undefined;
}

function randomNumber(low: string | undefined, high: string | undefined): string | undefined {
  if (low === undefined) return randomBytes(8).readBigUInt64BE().toString();
  const [from, to] = [Number(low), Number(high)];
  // As far apart as crypto takes them.
  const isFine = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from <= to && to - from < 2 ** 48 - 1;
  return isFine ? randomInt(from, to + 1).toString() : undefined;
}

function randomText(length: string): string | undefined {
  const count = Number(length);
  if (!Number.isInteger(count) || count < 1 || count > LONGEST_STRING) return undefined;
  return Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}

function hash(algorithm: string, parameters: readonly string[]): string {
  return createHash(algorithm).update(parameters.join(","), "utf8").digest("hex");
}

/** The key stands behind the last comma. */
function keyed(algorithm: string, parameters: readonly string[]): string | undefined {
  if (parameters.length < 2) return undefined;
  const key = parameters.at(-1)?.trim() ?? "";
  return createHmac(algorithm, key).update(parameters.slice(0, -1).join(","), "utf8").digest("hex");
}

/** `YYYY-MM-DD HH:mm:ss` of a time in seconds. */
function formatted(value: string, format: string, now: number): string | undefined {
  const time = value.trim() === "" ? now : Number(value) * 1000;
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return undefined;
  const two = (part: number): string => part.toString().padStart(2, "0");
  const year = date.getUTCFullYear().toString();
  const parts: Readonly<Record<string, string>> = {
    YYYY: year,
    YY: year.slice(-2),
    MM: two(date.getUTCMonth() + 1),
    DD: two(date.getUTCDate()),
    HH: two(date.getUTCHours()),
    hh: two(date.getUTCHours() % 12 || 12),
    mm: two(date.getUTCMinutes()),
    ss: two(date.getUTCSeconds()),
  };
  return format.replaceAll(/YYYY|YY|MM|DD|HH|hh|mm|ss/g, (part) => parts[part] ?? part);
}
