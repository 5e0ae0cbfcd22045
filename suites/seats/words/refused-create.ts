import { errorResponse, isArray, isObject, on, readJson, remembering, withBody } from "../../../src/kit/index.ts";
import type { FetchHandler, Json, JsonObject, Wrap } from "../../../src/kit/index.ts";

/** Statuses that tell Okta something else than that the request cannot be fulfilled. */
export const MISLEADING: readonly number[] = [401, 404, 408, 409, 429];

/** A create that the server refused because no seat was left, and its answer. */
export interface RefusedCreate {
  readonly request: Request;
  readonly body: JsonObject;
  readonly refusal: Response;
}

/** Meddles with creates that the server refuses because no seat is left, which it does with 403. */
export function onRefusedCreate(answer: (create: RefusedCreate, next: FetchHandler) => Promise<Response>): Wrap {
  return on("POST /Users").answer(async (request, next) => {
    const body = await readJson(request);
    const refusal = await next(request.clone());
    return refusal.status === 403 && isObject(body) ? answer({ request, body, refusal }, next) : refusal;
  });
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
  return remembering(() => {
    const refused = new Set<string>();
    const remember = onRefusedCreate(async ({ body, refusal }) => {
      refused.add(String(body["userName"]));
      return refusal;
    });
    const isKnown = (body: Json): boolean => isObject(body) && refused.has(String(body["userName"]));
    const refuse = on("POST", { body: isKnown }).answer(() =>
      errorResponse(409, "the user exists already", "uniqueness"),
    );
    return (next) => remember(refuse(next));
  });
}

/** The body once for each product of a multi-valued attribute of an extension, with that product alone. */
function withOneProduct(body: JsonObject): readonly JsonObject[] {
  return Object.entries(body).flatMap(([urn, extension]) =>
    Object.entries(isObject(extension) ? extension : {}).flatMap(([name, values]) =>
      isArray(values) ? values.map((value) => ({ ...body, [urn]: { ...Object(extension), [name]: [value] } })) : [],
    ),
  );
}
