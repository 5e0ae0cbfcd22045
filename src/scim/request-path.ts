import type { Filter } from "./filter/filter-text.ts";

declare const PATH: unique symbol;

/**
 * A path below the base URL, with its query, in which everything that came from elsewhere is percent-encoded. Only this
 * file makes one, so that no id of a target can change what a request asks for.
 */
export type Path = string & { readonly [PATH]: true };

/** Endpoints that are asked for as they are. */
export type Endpoint =
  | "/Users"
  | "/Groups"
  | "/ServiceProviderConfig"
  | "/ResourceTypes"
  | "/Schemas"
  | "/Bulk"
  | "/Me"
  | "/Users/.search";

/** What a request may be sent to. */
export type RequestPath = Path | Endpoint;

/** Query parameters by name; a list is joined with commas, and what is undefined is left out. */
export interface QueryParameters {
  readonly filter?: Filter | undefined;
  readonly [name: string]: string | number | readonly string[] | undefined;
}

/** A path with each interpolation percent-encoded: pathTo`/Users/${id}`. Colons stay, as the URNs of schemas have them. */
export function pathTo(parts: TemplateStringsArray, ...values: readonly (string | number)[]): Path {
  return toPath(
    parts.reduce((text, part, index) => text + encode(values[index - 1] ?? "").replaceAll("%3A", ":") + part),
  );
}

/** The path with query parameters after what it has. */
export function withQuery(base: RequestPath, parameters: QueryParameters): Path {
  const query = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encode(name)}=${[value].flat().map(encode).join(",")}`],
  );
  if (query.length === 0) return toPath(base);
  return toPath(`${base}${base.includes("?") ? "&" : "?"}${query.join("&")}`);
}

/** The same request with `+` for each space of the query, as forms write it. */
export function withPlusForSpace(base: RequestPath): Path {
  return toPath(base.replaceAll("%20", "+"));
}

/**
 * The path below the base URL that a URI leads to, a relative one resolved against another URL. Undefined when it leads
 * elsewhere: credentials go to no other place than the one that the user named.
 */
export function pathFromUri(baseUrl: string, uri: string, against: string): Path | undefined {
  if (!URL.canParse(uri, against)) return undefined;
  const base = new URL(baseUrl).href.replace(/\/$/, "");
  const { href } = new URL(uri, against);
  return href.startsWith(`${base}/`) ? toPath(href.slice(base.length)) : undefined;
}

/** A half character (lone surrogate) has no percent-encoding; it goes out as U+FFFD. */
function encode(value: string | number): string {
  return encodeURIComponent(String(value).toWellFormed());
}

function toPath(text: string): Path {
  return text as Path;
}
