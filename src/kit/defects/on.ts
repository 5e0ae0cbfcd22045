import { isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import type { FetchHandler } from "../../scim/http.ts";
import { withBody, withJson } from "./answers.ts";
import { createMatcher, parseJson, readJson } from "./where.ts";
import type { Match, Matcher, Where } from "./where.ts";

/** A wire defect: what clients reach, in place of the server. */
export type Wrap = (next: FetchHandler) => FetchHandler;

/** Ways in which a server goes wrong on some requests. */
export interface On {
  /** It answers by itself; `next` asks the server for what it needs. */
  readonly answer: (answer: (request: Request, next: FetchHandler) => Response | Promise<Response>) => Wrap;
  /** It takes another request than the one that came. */
  readonly request: (change: (request: Request) => Request | Promise<Request>) => Wrap;
  /** It takes another JSON body than the one that was sent. */
  readonly sent: (change: (body: JsonObject, request: Request) => Json) => Wrap;
  /** It takes another URL, for example without a query parameter. */
  readonly url: (change: (url: URL) => void) => Wrap;
  /** Its answers are other ones, whatever their status. */
  readonly response: (change: (response: Response, request: Request) => Response | Promise<Response>) => Wrap;
  /** The JSON object in its successful answers is another one. */
  readonly body: (change: (body: JsonObject, request: Request) => Json) => Wrap;
  /** Each resource in its successful answers is another one: the one resource, or every item of a list. */
  readonly resources: (change: (resource: JsonObject, request: Request) => Json) => Wrap;
}

/** Requests on which a server goes wrong, for example `on("DELETE /Users/:id")`; `more` narrows them. */
export function on(where: Where, more: Match = {}): On {
  const meddle =
    (act: (request: Request, next: FetchHandler) => Response | Promise<Response>): Wrap =>
    (next) => {
      const isMeant: Matcher = createMatcher(where, more);
      return async (request) => ((await isMeant(request)) ? act(request, next) : next(request));
    };
  const request: On["request"] = (change) => meddle(async (given, next) => next(await change(given)));
  const response: On["response"] = (change) =>
    meddle(async (given, next) => {
      // A copy takes time, and only a body can be read once only.
      return change(await next(given.body === null ? given : given.clone()), given);
    });
  const body: On["body"] = (change) => response((answer, given) => changeBody(answer, (found) => change(found, given)));
  return {
    answer: meddle,
    request,
    sent: (change) => request((given) => changeSent(given, change)),
    url: (change) => request((given) => changeUrl(given, change)),
    response,
    body,
    resources: (change) => body((found, given) => changeResources(found, (resource) => change(resource, given))),
  };
}

/** A defect that keeps something between requests: `make` is called once for each server. */
export function remembering(make: () => Wrap): Wrap {
  return (next) => make()(next);
}

async function changeSent(given: Request, change: (body: JsonObject, request: Request) => Json): Promise<Request> {
  const body = await readJson(given);
  return isObject(body) ? withBody(given, change(body, given)) : given;
}

async function changeUrl(given: Request, change: (url: URL) => void): Promise<Request> {
  const url = new URL(given.url);
  change(url);
  const body = await given.clone().text();
  return new Request(url, { method: given.method, headers: given.headers, ...(body === "" ? {} : { body }) });
}

async function changeBody(answer: Response, change: (body: JsonObject) => Json): Promise<Response> {
  if (!answer.ok || answer.body === null) return answer;
  const text = await answer.text();
  const body = parseJson(text);
  if (isObject(body)) return withJson(answer, change(body));
  return new Response(text, { status: answer.status, headers: answer.headers });
}

function changeResources(body: JsonObject, change: (resource: JsonObject) => Json): Json {
  const items = body["Resources"];
  if (!isArray(items)) return "totalResults" in body ? body : change(body);
  return { ...body, Resources: items.map((item) => (isObject(item) ? change(item) : item)) };
}
