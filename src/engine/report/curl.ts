import { inUrls, pathBelow, urlVariable } from "./created-ids.ts";
import type { CreatedId } from "./created-ids.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import { foldJson, toSafeJson } from "./fold-json.ts";
import { headerOptions } from "./repeat/request-headers.ts";
import type { HeaderStyle } from "./repeat/request-headers.ts";
import { escapeInDoubleQuotes, foldCommand, quoteShell } from "./shell.ts";

/** How a request is written down for a shell. */
export interface CurlOptions extends HeaderStyle {
  /** `$SCIM_URL` stands for it. */
  readonly baseUrl: string;
  /** Columns; what cannot be broken is longer. */
  readonly width: number;
  /** Characters beyond ASCII can be shown. */
  readonly unicode: boolean;
  /** Ids that variables stand for. */
  readonly ids: readonly CreatedId[];
  /** The command's first word and its options, for example `curl -sSi`. */
  readonly start: string;
  /** What follows the command, for example `| jq .`. */
  readonly end?: string;
}

const MAX_BODY = 3000;

/** Writes a request as a curl command for a POSIX shell, with variables for what is secret. */
export function curlCommand(exchange: Exchange, options: CurlOptions): string {
  const { body } = exchange.request;
  const words = [
    options.start,
    ...options.access.connection,
    ...methodWords(exchange),
    ...urlWords(exchange, options),
    ...headerOptions(exchange, options),
    ...(body === undefined ? [] : [bodyWord(exchange, options)]),
    ...(options.end === undefined ? [] : [options.end]),
  ];
  return foldCommand(words, { width: options.width, indent: "  " });
}

/**
 * True when the command holds the body; else it reads the file `body.txt`. A text that is no JSON is recorded cut off at
 * its end; then, and with control characters in it, it cannot be copied.
 */
export function holdsBody(exchange: Exchange): boolean {
  const { body } = exchange.request;
  if (typeof body === "string") return body.length <= 2000 && !/[^\P{C}\n\t]/u.test(body);
  return body === undefined || JSON.stringify(body).length <= MAX_BODY;
}

/** With `-X HEAD` curl would wait for a body that never comes. */
function methodWords({ request }: Exchange): readonly string[] {
  if (request.method === "HEAD") return ["-I"];
  return request.method === "GET" && request.body === undefined ? [] : [`-X ${quoteShell(request.method)}`];
}

function urlWords(exchange: Exchange, { baseUrl, ids }: CurlOptions): readonly string[] {
  const path = pathBelow(exchange, baseUrl);
  const url = ids.reduce((text, created) => {
    const spelled = inUrls(created.id).map(escapeRegExp).join("|");
    return text.replace(new RegExp(`(/|%22)(?:${spelled})(?=[/?]|%22|$)`, "g"), `$1$${urlVariable(created)}`);
  }, escapeInDoubleQuotes(path));
  const isBelow = path !== exchange.request.url;
  return [
    ...(/[[\]{}]/.test(path) ? ["-g"] : []),
    ...(/\/\.\.?(?:\/|$)/.test(path) ? ["--path-as-is"] : []),
    isBelow ? `"$SCIM_URL${url}"` : `"${url}"`,
  ];
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function bodyWord(exchange: Exchange, options: CurlOptions): string {
  const { body } = exchange.request;
  if (body === undefined || !holdsBody(exchange)) return "--data-binary @body.txt";
  if (typeof body === "string") return `--data-raw ${quoteShell(body)}`;
  const lead = "  -d '";
  const text = foldJson(toSafeJson(body, options.unicode), options.width - lead.length - "'".length).join(
    `\n${" ".repeat(lead.length)}`,
  );
  return `-d ${withIds(`'${text.replaceAll("'", `'\\''`)}'`, options.ids)}`;
}

/** Ends the single quotes round a variable: `'{"value":"'"$USER_ID"'"}'`. */
function withIds(quoted: string, ids: readonly CreatedId[]): string {
  return ids.reduce((text, { id, variable }) => {
    const inShell = `'"$${variable}"'`;
    return text.replaceAll(`"${id}"`, `"${inShell}"`).replaceAll(`\\"${id}\\"`, `\\"${inShell}\\"`);
  }, quoted);
}
