import { isArray, isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import { isSecretHeader, isSecretMember, mayHaveSecretMember } from "./secret-names.ts";
import { decoded } from "../resource-url.ts";

/** Anything shorter that a server hands out is no token, but a word or a counter. */
const SHORTEST_RECEIVED = 6;
const LONGEST_RECEIVED = 16 * 1024;

/** No honest answer hands out more of them; a hostile one must not fill the memory. */
const MOST_RECEIVED = 50;

/** What is secret in the value of a header: all but a scheme, and what it is made of, as a server may echo only that. */
export function secretsOfHeader(name: string, value: string): readonly string[] {
  if (/^(?:set-)?cookie$/i.test(name)) return [value, ...cookieValues(value)];
  const [, scheme, rest] = /^([a-z][\w-]*)\s+(\S.*)$/is.exec(value) ?? [];
  if (scheme === undefined || rest === undefined || !isSecretHeader(name)) return [value];
  return [rest, ...(scheme.toLowerCase() === "basic" ? secretsOfBasic(rest) : [])];
}

/** The user info of a URL, as it is written and decoded; none when there is none. */
export function secretsOfUrl(text: string): readonly string[] {
  const [, user = "", password = ""] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#:@]*)(?::([^/?#]*))?@/i.exec(text) ?? [];
  return [user, password].filter((part) => part !== "").flatMap((part) => [part, decoded(part)]);
}

/** Tokens that an answer hands out: in its body, its cookies and its other headers. */
export function receivedSecrets(answer: ReceivedAnswer): readonly string[] {
  const fromHeaders = Object.entries(answer.headers).flatMap(([name, value]) => {
    if (/^set-cookie$/i.test(name)) return cookieValues(value);
    if (/^location$/i.test(name)) return queryValues(value);
    return isSecretHeader(name) ? secretsOfHeader(name, value) : [];
  });
  const isToken = ({ length }: string): boolean => length >= SHORTEST_RECEIVED && length <= LONGEST_RECEIVED;
  return [...fromHeaders, ...secretsOfBody(answer)].filter(isToken).slice(0, MOST_RECEIVED);
}

/** An answer of the target or of a hook. */
export interface ReceivedAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: Json | undefined;
}

function secretsOfBody({ text, body }: ReceivedAnswer): readonly string[] {
  if (body === undefined) return queryValues(text);
  return mayHaveSecretMember(text) ? secretsInJson(body) : [];
}

/** Values of members that are secret by their name. */
export function secretsInJson(value: Json): readonly string[] {
  if (isArray(value)) return value.flatMap(secretsInJson);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (member === undefined) return [];
    return typeof member === "string" && isSecretMember(name) ? [member] : secretsInJson(member);
  });
}

/** `access_token=...` in a URL or a form. */
export function queryValues(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|[?&;#])([\w-]{1,40})=([^&;#\s"'<>]+)/g)].flatMap(([, name = "", value = ""]) =>
    isSecretMember(name) ? [value, decoded(value)] : [],
  );
}

function secretsOfBasic(coded: string): readonly string[] {
  const pair = Buffer.from(coded, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  return colon < 0 ? [] : [pair, pair.slice(colon + 1)];
}

/** Several Set-Cookie lines come joined with commas, which may also stand in a date. */
function cookieValues(header: string): readonly string[] {
  const pairs = header.split(/,\s*(?=[^;,=\s]+=)|;\s*/);
  return pairs.flatMap((pair) => {
    const [, name = "", value = ""] = /^\s*([^=\s]+)=\s*"?([^"]*)"?\s*$/.exec(pair) ?? [];
    return value === "" || COOKIE_ATTRIBUTES.has(name.toLowerCase()) ? [] : [value];
  });
}

const COOKIE_ATTRIBUTES: ReadonlySet<string> = new Set(["path", "domain", "expires", "max-age", "samesite", "version"]);
