import { afterEach, expect, test } from "vitest";
import { isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { GROUP_URN, PATCH_OP_URN, USER_URN } from "../../src/scim/urns.ts";
import { ALL_RIGHT, DIMENSIONS } from "../dimensions/index.ts";
import type { Behaviours, DimensionName } from "../dimensions/index.ts";
import { buildTarget } from "../target/build-target.ts";
import type { BuiltTarget } from "../target/build-target.ts";
import { sendPlainly } from "./plain-client.ts";
import type { Plain, Seen } from "./plain-client.ts";

const TOKEN = "plain-token";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A target, and a plain client of it. */
export interface Ground extends BuiltTarget {
  readonly send: (method: string, path: string, body?: Json) => Promise<Seen>;
  /** Sends to a path that is written from the root on. */
  readonly sendAt: (method: string, path: string) => Promise<Seen>;
  readonly sendText: (method: string, path: string, text: string) => Promise<Seen>;
  readonly sendAs: (token: string | undefined, path: string) => Promise<Seen>;
  /** Makes a user by POST. */
  readonly makeUser: (name?: string) => Promise<Seen>;
  readonly makeGroup: (name?: string) => Promise<Seen>;
}

/** Starts a target with these behaviours, all else right. */
export async function openGround(behaviours: Partial<Behaviours>, n = 3): Promise<Ground> {
  const target = await buildTarget({ behaviours: { ...ALL_RIGHT, ...behaviours }, at: n, token: TOKEN });
  closers.push(target.close);
  const { origin, basePath } = target.world;
  const go = (plain: Plain): Promise<Seen> =>
    sendPlainly(origin, {
      token: TOKEN,
      ...plain,
      path: plain.path.startsWith(basePath) ? plain.path : basePath + plain.path,
    });
  const send: Ground["send"] = (method, path, body) => go({ method, path, ...(body === undefined ? {} : { body }) });
  return {
    ...target,
    send,
    sendAt: (method, path) => sendPlainly(origin, { method, path, token: TOKEN }),
    sendText: (method, path, text) => go({ method, path, text }),
    sendAs: (token, path) => sendPlainly(origin, { path: basePath + path, ...(token === undefined ? {} : { token }) }),
    makeUser: (name = "zsc-test-ann") => send("POST", "/Users", userBody(name)),
    makeGroup: (name = "zsc-test-group") => send("POST", "/Groups", { schemas: [GROUP_URN], displayName: name }),
  };
}

/** A user as a client sends it. */
export function userBody(name: string): JsonObject {
  const email = `${name}@example.com`;
  return { schemas: [USER_URN], userName: email, emails: [{ value: email, primary: true }], active: true };
}

/** A PATCH that replaces one attribute. */
export function replacing(path: string, value: Json): JsonObject {
  return { schemas: [PATCH_OP_URN], Operations: [{ op: "replace", path, value }] };
}

/** A member of a body. */
export function at(seen: Pick<Seen, "body">, name: string): Json | undefined {
  return isObject(seen.body) ? seen.body[name] : undefined;
}

/** The id that an answer shows, as text. */
export function idOf(seen: Pick<Seen, "body">): string {
  const id = at(seen, "id");
  return typeof id === "string" || typeof id === "number" ? String(id) : "";
}

/** The items of a list. */
export function itemsOf(seen: Pick<Seen, "body">): readonly JsonObject[] {
  const items = at(seen, "Resources");
  return isArray(items) ? items.filter(isObject) : [];
}

/** The id of the stranger who is put in everybody's place. */
export function strangerId({ store }: Ground): string {
  return store.stranger("Users").id;
}

/** Proves each behaviour of a dimension by a plain client; one without a proof fails. */
export function proveEach(
  dimension: DimensionName,
  proofs: Readonly<Record<string, (open: (n?: number) => Promise<Ground>) => Promise<void>>>,
): void {
  for (const [name, { says }] of Object.entries(DIMENSIONS[dimension])) {
    test(`${dimension} ${name}: the target ${says}`, async () => {
      const proof = proofs[name];
      if (proof === undefined) throw new Error(`${dimension} ${name} has no proof`);
      await proof((n) => openGround({ [dimension]: name }, n));
      expect.hasAssertions();
    });
  }
}
