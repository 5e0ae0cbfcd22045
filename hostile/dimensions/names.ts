import { createHash } from "node:crypto";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import type { Dimension } from "../target/call.ts";
import type { Endpoint } from "../target/endpoint.ts";

/** What becomes of the name that a client sends. */
export interface NameBehaviour {
  readonly says: string;
  readonly rename: (endpoint: Endpoint, sent: JsonObject) => JsonObject;
}

function rewritten(change: (name: string, sent: JsonObject) => string): NameBehaviour["rename"] {
  return (endpoint, sent) => {
    const attribute = endpoint === "Users" ? "userName" : "displayName";
    const name = getIgnoreCase(sent, attribute);
    return typeof name === "string" ? { ...sent, [attribute]: change(name, sent) } : sent;
  };
}

function cutTo(length: number): NameBehaviour["rename"] {
  return (_, sent) => {
    const name = getIgnoreCase(sent, "displayName");
    return typeof name === "string" ? { ...sent, displayName: name.slice(0, length) } : sent;
  };
}

function localPart(name: string, sent: JsonObject): string {
  const emails = getIgnoreCase(sent, "emails");
  const first: Json | undefined = isArray(emails) ? emails[0] : undefined;
  const email = isObject(first) && typeof first["value"] === "string" ? first["value"] : name;
  return email.split("@")[0] ?? email;
}

function madeUp(name: string): string {
  return `account-${createHash("sha256").update(name).digest("hex").slice(0, 10)}`;
}

/** What is made of names. */
export const NAMES: Dimension<NameBehaviour> = {
  right: { says: "keeps names as they are sent", rename: (_: Endpoint, sent: JsonObject): JsonObject => sent },
  prefix: { says: String.raw`puts CORP\ before each name`, rename: rewritten((name) => `CORP\\${name}`) },
  "upper-case": { says: "writes names in capitals", rename: rewritten((name) => name.toUpperCase()) },
  "from-email": { says: "takes the userName from the e-mail, without its domain", rename: rewritten(localPart) },
  "cut-20": { says: "cuts displayName to 20 characters", rename: cutTo(20) },
  "cut-8": { says: "cuts displayName to 8 characters, which takes the run's mark away", rename: cutTo(8) },
  lost: { says: "makes up names of its own", rename: rewritten(madeUp) },
};
