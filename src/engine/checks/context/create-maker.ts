import type { Json, JsonObject } from "../../../scim/json.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import type { Path, RequestPath } from "../../../scim/request-path.ts";
import { fillTemplate } from "../../../profile/template.ts";
import type { Profile } from "../../../profile/profile.ts";
import { lackHint } from "../../../kit/published/lacked.ts";
import type { GroupBody, Made, MakeOptions, Maker, UserBody } from "../../../kit/maker.ts";
import { describeOutcome } from "../../../exchange/reply.ts";
import type { Reply } from "../../../exchange/reply.ts";
import { idOfLocation, toResourcePath } from "../../../exchange/resource-url.ts";
import { toNames } from "./test-names.ts";
import { pickUnknownId } from "./unknown-id.ts";
import { SetUpFailure } from "../../../exchange/violation.ts";

/** What the maker works with. */
export interface MakerOptions {
  readonly runId: string;
  readonly seed: number;
  /** Check or scenario id; part of every name as a short hash. */
  readonly scope: string;
  readonly profile: Profile;
  readonly post: (path: RequestPath, body: JsonObject) => Promise<Reply>;
  readonly get: (path: Path) => Promise<Reply>;
  /** True for what the run was told to have made: a target may answer a create with somebody else's resource. */
  readonly isOwn: (endpoint: string, id: string) => boolean;
  readonly settle: <T>(read: () => Promise<T>, isSettled: (value: T) => boolean) => Promise<T>;
  /** Resolves when the target shows what it has made at that path, as far as it is worth waiting for. */
  readonly appear: (path: Path) => Promise<void>;
}

/** A maker that also tells what it made. */
export interface TrackingMaker extends Maker {
  readonly users: readonly Made<UserBody>[];
}

/** Makes resources for one check. See `Maker`. */
export function createMaker(options: MakerOptions): TrackingMaker {
  const users: Made<UserBody>[] = [];
  let counter = 0;
  const label = (given: string | undefined): string => given ?? String((counter += 1));
  const bodyFrom = (template: JsonObject, make: MakeOptions): Record<string, Json> => {
    const values = toNames({ ...options, label: label(make.label) });
    return applyOverrides(fillTemplate(template, { ...values }), make.overrides ?? {});
  };
  const userBody = (make: MakeOptions = {}): UserBody =>
    asNamed(bodyFrom(options.profile.templates.user, make), "userName");
  const groupBody = (make: MakeOptions = {}): GroupBody =>
    asNamed(bodyFrom(options.profile.templates.group, make), "displayName");
  const user = async (make: MakeOptions = {}): Promise<Made<UserBody>> => {
    const made = await create(options, "/Users", userBody(make));
    users.push(made);
    return made;
  };
  return {
    users,
    userBody,
    groupBody,
    user,
    group: (make = {}) => create(options, "/Groups", groupBody(make)),
    unknownUserId: async () => pickUnknownId(options, (users[0] ?? (await user())).id),
  };
}

async function create<Body extends JsonObject>(
  options: MakerOptions,
  endpoint: "/Users" | "/Groups",
  sent: Body,
): Promise<Made<Body>> {
  const reply = await options.post(endpoint, sent);
  const id = idOf(reply);
  if (reply.status < 200 || reply.status > 299 || id === undefined) {
    const outcome =
      id === undefined && reply.status < 300 ? `${describeOutcome(reply)} without an id` : describeOutcome(reply);
    throw new SetUpFailure(
      `could not make what the check needs: POST ${endpoint} answers ${outcome}${detailOf(reply)}${hintOf(reply)}`,
    );
  }
  if (!options.isOwn(endpoint, id)) {
    throw new SetUpFailure(
      `could not make what the check needs: POST ${endpoint} answers with another resource than the one that was sent`,
    );
  }
  const path = toResourcePath(endpoint, id);
  await options.appear(path);
  return { id, path, sent, reply, read: () => readResource(options, path) };
}

async function readResource(options: MakerOptions, path: Path): Promise<JsonObject> {
  const reply = await options.settle(
    () => options.get(path),
    (r) => r.status === 200,
  );
  if (reply.status === 200 && isObject(reply.body)) return reply.body;
  throw new SetUpFailure(`could not read what the check made: GET ${path} answers ${describeOutcome(reply)}`);
}

function idOf(reply: Reply): string | undefined {
  const id = isObject(reply.body) ? reply.body["id"] : undefined;
  if (typeof id === "string" && id !== "") return id;
  const location = reply.header("location");
  return location === undefined ? undefined : idOfLocation(location);
}

function detailOf(reply: Reply): string {
  const detail = isObject(reply.body) ? reply.body["detail"] : undefined;
  return typeof detail === "string" ? ` (${detail})` : "";
}

function hintOf({ exchange }: Reply): string {
  const hint = lackHint(exchange);
  return hint === undefined ? "" : `; ${hint}`;
}

function applyOverrides(body: JsonObject, overrides: Readonly<Record<string, Json | undefined>>): Record<string, Json> {
  const merged: Record<string, Json> = {};
  for (const [name, value] of Object.entries({ ...body, ...overrides })) {
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

function asNamed<Name extends "userName" | "displayName">(
  body: Record<string, Json>,
  name: Name,
): JsonObject & Readonly<Record<Name, string>> {
  const value = body[name];
  if (typeof value !== "string") throw new Error(`the profile's template has no ${name}`);
  return Object.assign({}, body, { [name]: value } as Record<Name, string>);
}

/** True when a body names one of these products. */
export function holdsProduct(
  body: JsonObject,
  attribute: { readonly urn: string; readonly name: string },
  product: string,
): boolean {
  const container = body[attribute.urn];
  const products = isObject(container) ? container[attribute.name] : undefined;
  return isArray(products) && products.includes(product);
}
