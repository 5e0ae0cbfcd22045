import type { Exchange } from "../../../exchange/exchange.ts";
import { MASK, OTHER_TENANT } from "../../../exchange/masking/mask.ts";
import { quoteShell } from "../shell.ts";
import { BASIC_VARIABLE, headerVariable, OTHER_TOKEN_VARIABLE } from "./shell-access.ts";
import type { ShellAccess } from "./shell-access.ts";

/** How the headers of a request are written down. */
export interface HeaderStyle {
  readonly access: ShellAccess;
  /** The request shows the fault: what it accepts and who it says it is may be the reason. */
  readonly isDeciding: boolean;
}

/** Set by curl or by the connection; none of them decides anything. */
const LEFT_OUT: ReadonlySet<string> = new Set(["host", "connection", "content-length", "accept-encoding"]);

/** The headers of a request as options of curl, those that curl would add by itself taken out. */
export function headerOptions({ request }: Exchange, options: HeaderStyle): readonly string[] {
  const { headers, body } = request;
  const isMissing = (name: string): boolean => headers[name] === undefined;
  return [
    ...Object.entries(headers).flatMap(([name, value]) => headerWord(name, value, options)),
    ...(options.isDeciding && isMissing("accept") ? ["-H 'Accept:'"] : []),
    ...(body !== undefined && isMissing("content-type") ? ["-H 'Content-Type:'"] : []),
  ];
}

function headerWord(name: string, value: string, options: HeaderStyle): readonly string[] {
  const { access, isDeciding } = options;
  if (LEFT_OUT.has(name) || isOwnName(name, value) || (!isDeciding && isOrdinary(name, value))) return [];
  if (!value.includes(MASK)) return [`-H ${quoteShell(`${toTitle(name)}: ${value}`)}`];
  if (name === "authorization" && !access.headers.includes(name)) return credentialWords(value, access);
  return [`-H "${toTitle(name)}: $${headerVariable(name)}"`];
}

/** `***` alone is a token that is sent without a scheme. */
function credentialWords(value: string, { tokenVariable }: ShellAccess): readonly string[] {
  if (value.endsWith(OTHER_TENANT)) {
    return [`-H "Authorization: ${value.replace(`${MASK}${OTHER_TENANT}`, `$${OTHER_TOKEN_VARIABLE}`)}"`];
  }
  if (/^basic /i.test(value)) return [`-u "$${BASIC_VARIABLE}"`];
  return [`-H "Authorization: ${value.replace(MASK, `$${tokenVariable}`)}"`];
}

/** The tool's own name, for which curl's stands as well: a provider's is kept. */
function isOwnName(name: string, value: string): boolean {
  return name === "user-agent" && value.startsWith("zi-scim-check/");
}

/** What needs no line of its own where it cannot be the reason. */
function isOrdinary(name: string, value: string): boolean {
  return name === "user-agent" || name === "accept-charset" || (name === "accept" && value === "application/scim+json");
}

function toTitle(name: string): string {
  return name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
