import { UsageError } from "../../../documents/usage-error.ts";

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Header lines from `Name: value` texts; names in lower case. Throws `UsageError` for another form or a name given twice. */
export function parseHeaders(texts: readonly string[]): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const text of texts) {
    const [name, value] = parseHeader(text);
    if (Object.hasOwn(headers, name)) throw new UsageError(`--header gives ${name} twice.`, "Give each header once.");
    headers[name] = value;
  }
  return headers;
}

function parseHeader(text: string): readonly [string, string] {
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(colon, 0)).trim();
  if (!NAME.test(name)) {
    throw new UsageError("--header takes a name, a colon and a value.", 'For example --header "X-Tenant: 42".');
  }
  return [name.toLowerCase(), headerValue(`--header ${name}`, text.slice(colon + 1).trim())];
}

/** The value, when it may stand in a header line. Throws `UsageError` otherwise, without showing it: it may be a secret. */
export function headerValue(option: string, value: string): string {
  if (value === "") throw new UsageError(`${option} is empty.`, "Is the variable set that it comes from?");
  // oxlint-disable-next-line no-control-regex -- these are what a header line must not hold
  if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value)) {
    throw new UsageError(
      `${option} holds a line break or another character that no HTTP header can carry.`,
      "Was it copied with something around it?",
    );
  }
  return value;
}
