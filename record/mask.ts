// Masks what differs from run to run, and what may differ from one way of writing a check to another.

const MADE_UP: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT(?:[\d:.]|%3A)+(?:Z|[+-]\d\d:\d\d)?/gi, "{time}"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "{id}"],
  [/zsc-[\w-]+(?:(?:@|%40)[\w.-]+)?/gi, "{name}"],
  // The ids of the runs, in values that are no names.
  [/(?:proof0|sound0)[\w.-]*/gi, "{name}"],
  [/\b00u[0-9a-z]{6,}\b/gi, "{id}"],
  [/W\/\\?"[^"\\]*\\?"/g, "{version}"],
  [/\b(?=[a-f]*\d)[0-9a-f]{12,}\b/gi, "{id}"],
  [/\b(startIndex|count)=\d+/g, "$1={n}"],
  [/(\/(?:Users|Groups))\/(?!\.search)[^\s/?#"']+/gi, "$1/:id"],
];

/** A status stays readable, as it often is all that is wrong. */
const STATUS = /^[1-5]\d\d$/;

const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/** A text without ids, dates, made-up names and numbers other than statuses. */
export function maskText(text: string): string {
  const masked = MADE_UP.reduce((rest, [pattern, sign]) => rest.replace(pattern, sign), text);
  return masked.replace(/(?<![\w:%])\d+(?:\.\d+)?(?![\w:])/g, (number) => (STATUS.test(number) ? number : "{n}"));
}

/** A JSON pointer in which one element of an array is as good as another. */
export function maskPointer(at: string): string {
  return at.replace(/\/\d+(?=\/|$)/g, "/*");
}

/** Method and path of a request below the base URL, without ids and values: `GET /Users?filter=userName eq "*"`. */
export function requestShape({ method, url }: { readonly method: string; readonly url: string }): string {
  const below = url.replace(/^https?:\/\/[^/?#]+(?:\/scim\/v2)?/, "");
  const [path = "", query] = below.split("?", 2);
  const asked = [...new URLSearchParams(query)].map(([name, value]) =>
    maskText(`${name}=${value.replace(QUOTED, '"*"')}`),
  );
  return `${method} ${maskText(path)}${query === undefined ? "" : `?${asked.join("&")}`}`;
}
