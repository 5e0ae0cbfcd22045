import { createdIds, inUrls, mentions, urlVariable } from "./created-ids.ts";
import type { CreatedId } from "./created-ids.ts";
import { curlCommand, holdsBody } from "./curl.ts";
import type { CurlOptions } from "./curl.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import { MASK } from "../../exchange/masking/mask.ts";
import { scriptSteps } from "./repeat/script-steps.ts";
import { PLAIN_ACCESS } from "./repeat/shell-access.ts";
import type { ShellAccess } from "./repeat/shell-access.ts";
import { foldCommand, quoteShell } from "./shell.ts";

/** Where a finding's requests went and how they are to be written. */
export interface ReproduceOptions {
  /** `$SCIM_URL` stands for it. */
  readonly baseUrl: string;
  /** Columns; what cannot be broken is longer. */
  readonly width: number;
  /** Characters beyond ASCII can be shown. */
  readonly unicode: boolean;
  /** How the target is reached; with a token in `SCIM_TOKEN` when left out. */
  readonly access?: ShellAccess;
}

/**
 * Writes the last of these exchanges as a curl command for a POSIX shell, after a line that sets `SCIM_URL`. `$SCIM_TOKEN`
 * stands for the token, further variables for ids that earlier exchanges brought; comments say where they come from and
 * what has to be sent before.
 */
export function toCurl(exchanges: readonly Exchange[], options: ReproduceOptions): string {
  const deciding = exchanges.at(-1);
  if (deciding === undefined) return "";
  const earlier = exchanges.slice(0, -1);
  const created = createdIds(earlier, options.baseUrl);
  const ids = created.filter(({ id }) => mentions(deciding, id));
  const [first, ...others] = scriptSteps(deciding, earlier);
  const before = others.length === 0 ? "" : ` and ${others.length} more`;
  return [
    ...preamble(options),
    ...(first === undefined ? [] : [`# after exchange ${first.seq}${before}, in the JSON report`]),
    ...ids.map((created) => describeId(created)),
    ...(holdsBody(deciding) ? [] : [`# body.txt: the request body of exchange ${deciding.seq} in the JSON report`]),
    write(deciding, { ...toStyle(options), ids, start: "curl -sSi", isDeciding: true }),
  ].join("\n");
}

/**
 * Writes a shell script that leads up to the last of these exchanges: sets `SCIM_URL`, makes the resources that it needs,
 * sends the writes to them, then the deciding request, whose answer is all that it prints, and removes what was made.
 * Undefined when a body cannot be copied. Takes `jq` where ids have to be read.
 */
export function toScript(exchanges: readonly Exchange[], options: ReproduceOptions): string | undefined {
  const deciding = exchanges.at(-1);
  if (deciding === undefined) return undefined;
  const earlier = exchanges.slice(0, -1);
  const steps = scriptSteps(deciding, earlier);
  const played = [...steps, deciding];
  if (!played.every(holdsBody)) return undefined;
  const ids = createdIds(played, options.baseUrl);
  const style = { ...toStyle(options), ids };
  const tale: Tale = { deciding, steps, style, authorization: usualAuthorization(exchanges) };
  const lines = [...steps.flatMap((step) => playStep(step, tale)), ...decide(tale), ...removals(tale)];
  return [
    ...preamble(options),
    ...(lines.some((line) => line.includes("jq -")) ? ["# takes jq"] : []),
    ...(played.some(isMasked) ? [`# "${MASK}" in a body is a value that is not shown: put one of your own there`] : []),
    ...lines,
  ].join("\n");
}

function describeId(created: CreatedId): string {
  const name = urlVariable(created);
  const encoded = name === created.variable ? "" : `; ${name}: the same, percent-encoded`;
  return `# ${created.variable}: the id that ${created.request} answered with${encoded}`;
}

/** A password, for example. */
function isMasked({ request }: Exchange): boolean {
  return JSON.stringify(request.body ?? null).includes(`"${MASK}"`);
}

/** What every command of a script is written with. */
type Style = Omit<CurlOptions, "start" | "isDeciding" | "end">;

interface Tale {
  readonly deciding: Exchange;
  readonly steps: readonly Exchange[];
  readonly style: Style;
  /** Of the run's own credentials; undefined where no request carried them. */
  readonly authorization: string | undefined;
}

function usualAuthorization(exchanges: readonly Exchange[]): string | undefined {
  return exchanges.map(({ request }) => request.headers["authorization"]).find((value) => value?.endsWith(MASK));
}

function toStyle({ baseUrl, width, unicode, access = PLAIN_ACCESS }: ReproduceOptions): Style {
  return { baseUrl, width, unicode, access, ids: [] };
}

/** A URL in which something was masked cannot be pasted. */
function preamble({ baseUrl, access = PLAIN_ACCESS }: ReproduceOptions): readonly string[] {
  const { server, tokenFile, tokenVariable } = access;
  const url = server === null ? baseUrl.replace(/\/$/, "") : `http://127.0.0.1:8080${new URL(baseUrl).pathname}`;
  return [
    ...(server === null ? [] : [`# the server of the run has ended; in another shell: ${server}`]),
    url.includes(MASK) ? "# SCIM_URL: the base URL of the target, which holds a secret" : `SCIM_URL=${quoteShell(url)}`,
    ...(tokenFile === null ? [] : [`read -r ${tokenVariable} < ${quoteShell(tokenFile)}`]),
  ];
}

function write(
  exchange: Exchange,
  options: Omit<CurlOptions, "isDeciding"> & { readonly isDeciding?: boolean },
): string {
  return curlCommand(exchange, { isDeciding: false, ...options });
}

function playStep(step: Exchange, { style }: Tale): readonly string[] {
  const created = style.ids.find(({ seq }) => seq === step.seq);
  return created === undefined
    ? [write(step, { ...style, start: "curl -sS -o /dev/null" })]
    : make(step, created, style);
}

/** Keeps an id as URLs spell it, where that is another spelling. */
function encode(created: Pick<CreatedId, "id" | "variable">, { width }: Pick<Style, "width">): readonly string[] {
  const name = urlVariable(created);
  if (name === created.variable) return [];
  const words = [`${name}=$(printf '%s' "$${created.variable}"`, "| jq -Rr @uri)"];
  return [foldCommand(words, { width, indent: "  " })];
}

/** Makes a resource and keeps its id. */
function make(step: Exchange, { id, variable, from }: CreatedId, style: Style): readonly string[] {
  if (from === "body")
    return [
      write(step, { ...style, start: `${variable}=$(curl -sS`, end: "| jq -r .id)" }),
      ...encode({ id, variable }, style),
    ];
  const start = `${variable}=$(curl -sS -o /dev/null -w '%header{location}'`;
  return [write(step, { ...style, start, end: ")" }), `${variable}=\${${variable}##*/}`];
}

/** The deciding request. What it makes is to be removed like all the rest, so its answer is kept before it is printed. */
function decide({ deciding, style }: Tale): readonly string[] {
  const created = style.ids.find(({ seq }) => seq === deciding.seq);
  if (created === undefined) return [write(deciding, { ...style, start: "curl -sSi", isDeciding: true })];
  const query =
    created.from === "body"
      ? String.raw`split("\r\n\r\n") | last | fromjson | .id`
      : String.raw`capture("(?i)\nlocation: *(?<url>\\S+)").url | split("/") | last`;
  const reading = [`${created.variable}=$(printf '%s' "$ANSWER"`, `| jq -Rrs '${query}')`];
  return [
    write(deciding, { ...style, start: "ANSWER=$(curl -sSi", end: ")", isDeciding: true }),
    `printf '%s\\n' "$ANSWER"`,
    foldCommand(reading, { width: style.width, indent: "  " }),
    ...encode(created, style),
  ];
}

/** The last one made goes first: a group before its members. */
function removals({ steps, deciding, style, authorization }: Tale): readonly string[] {
  const left = isLostCreate(deciding, style.ids)
    ? ["# the answer tells no id: what this made has to be found and removed"]
    : [];
  const removed = [...steps, deciding].toReversed().flatMap((exchange) => {
    const url = urlOfMade(exchange, style.ids);
    if (url === undefined) return [];
    const { request, ...rest } = toBare(exchange, "DELETE", url);
    const headers = { ...request.headers, ...(authorization === undefined ? {} : { authorization }) };
    // A faulty target may give one id to two of them.
    const ids = style.ids.filter(
      ({ seq, id }) => seq === exchange.seq || !inUrls(id).some((spelled) => url.endsWith(`/${spelled}`)),
    );
    return [write({ ...rest, request: { ...request, headers } }, { ...style, ids, start: "curl -sS -o /dev/null" })];
  });
  return [...left, ...removed];
}

/** The URL of what a request made; a PUT must make nothing, but may. */
function urlOfMade({ seq, request, response }: Exchange, ids: readonly CreatedId[]): string | undefined {
  const created = ids.find((one) => one.seq === seq);
  if (created !== undefined) return `${created.collection}/${inUrls(created.id)[0] ?? ""}`;
  return request.method === "PUT" && response?.status === 201 ? request.url : undefined;
}

function isLostCreate({ seq, request, response }: Exchange, ids: readonly CreatedId[]): boolean {
  const isMade = response !== null && response.status === 201;
  return request.method === "POST" && isMade && !ids.some((created) => created.seq === seq);
}

/** Goes out with the headers of the other request: those of the deciding one may be wrong on purpose. */
function toBare(like: Exchange, method: string, url: string): Exchange {
  const headers = Object.fromEntries(
    Object.entries(like.request.headers).filter(([name]) => !/^(?:content-|if-)/.test(name)),
  );
  return { ...like, request: { method, url, headers, body: undefined } };
}
