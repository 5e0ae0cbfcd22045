import { errorResponse, readJson, withBody } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import type { FetchHandler } from "../../../src/scim/http.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";

/** A create that the server refused for want of a seat, and its answer. */
export interface RefusedCreate {
  readonly request: Request;
  readonly body: JsonObject;
  readonly refusal: Response;
}

/** Meddles with creates that the server refuses for want of a seat, which it does with 403. */
export function onRefusedCreate(answer: (create: RefusedCreate, next: FetchHandler) => Promise<Response>): Wrap {
  return (next) => async (request) => {
    if (request.method !== "POST" || !request.url.endsWith("/Users")) return next(request);
    const body = await readJson(request);
    const refusal = await next(request.clone());
    return refusal.status === 403 && isObject(body) ? answer({ request, body, refusal }, next) : refusal;
  };
}

/** A fault: the user is stored before the seat is asked for, and stays when it is refused. */
export function keepHalf(): Wrap {
  return onRefusedCreate(async ({ request, body, refusal }, next) => {
    await next(withBody(request, { ...body, active: false }));
    return refusal;
  });
}

/** A fault: the products that can be had are given, and the others are dropped in silence. */
export function giveWhatIsThere(): Wrap {
  return onRefusedCreate(async ({ request, body, refusal }, next) => {
    for (const smaller of withOneProduct(body)) {
      const response = await next(withBody(request, smaller));
      if (response.ok) return response;
    }
    return refusal;
  });
}

/** A fault: who was refused once is taken for an existing user afterwards. */
export function rememberRefused(): Wrap {
  return (next) => {
    const refused = new Set<string>();
    const remember = onRefusedCreate(async ({ body, refusal }) => {
      refused.add(String(body["userName"]));
      return refusal;
    });
    return remember(async (request) => {
      const body = request.method === "POST" ? await readJson(request) : undefined;
      const isKnown = isObject(body) && refused.has(String(body["userName"]));
      return isKnown ? errorResponse(409, "the user exists already", "uniqueness") : next(request);
    });
  };
}

/** The body once for each product of a multi-valued attribute of an extension, with that product alone. */
function withOneProduct(body: JsonObject): readonly JsonObject[] {
  return Object.entries(body).flatMap(([urn, extension]) =>
    Object.entries(isObject(extension) ? extension : {}).flatMap(([name, values]) =>
      isArray(values) ? values.map((value) => ({ ...body, [urn]: { ...Object(extension), [name]: [value] } })) : [],
    ),
  );
}
