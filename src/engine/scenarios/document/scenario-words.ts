import type { Json } from "../../../scim/json.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import type { ScenarioStep } from "./scenario.ts";

type Settings = ScenarioStep["settings"];

/** How a step is spoken of, by action; settings as the document gives them, but for numbers and products. */
const WORDS: Readonly<Record<string, (settings: Settings) => string>> = {
  "test-credentials": () => "test API credentials",
  "assign-users": (s) => `assign ${people(s["people"])}${withProducts(s)}`,
  "unassign-users": (s) => `unassign ${people(s["people"])}`,
  "assign-group": (s) => `assign group ${quoted(s["group"])}${withProducts(s)}`,
  "unassign-group": (s) => `unassign group ${quoted(s["group"])}`,
  "add-to-group": (s) => `add ${people(s["people"])} to group ${quoted(s["group"])}`,
  "remove-from-group": (s) => `remove ${people(s["people"])} from group ${quoted(s["group"])}`,
  "suspend-users": (s) => `suspend ${people(s["people"])}`,
  "unsuspend-users": (s) => `unsuspend ${people(s["people"])}`,
  "deactivate-users": (s) => `deactivate ${people(s["people"])} in the directory`,
  "reactivate-users": (s) => `reactivate ${people(s["people"])} in the directory`,
  "update-profile": (s) => `update the profile of ${people(s["people"])}`,
  "change-passwords": (s) => `change the passwords of ${people(s["people"])}`,
  "retry-failed": retryWords,
  "change-settings": (s) => `change settings (${pairs(s)})`,
  "set-api-integration": (s) => `${s["enabled"] === true ? "enable" : "disable"} API integration`,
  "change-token": (s) =>
    `enter ${s["env"] === undefined ? `the ${tokenWord(s["token"])} token` : `the token of ${text(s["env"])}`}`,
  "add-users": (s) => `add ${people(s["people"])} to the directory${s["staged"] === true ? ", staged" : ""}`,
  "activate-users": (s) => `activate ${people(s["people"])}`,
  "delete-users": (s) => `delete ${people(s["people"])} from the directory`,
  "add-group": (s) => `add group ${quoted(s["group"])} to the directory`,
  "delete-group": (s) => `delete group ${quoted(s["group"])} from the directory`,
  wait: (s) => `wait ${text(s["seconds"])} s`,
  fault: faultWords,
  "clear-faults": () => "end all faults",
  import: () => "import now",
  "confirm-import": (s) =>
    `confirm imported ${s["people"] === undefined ? "users" : people(s["people"])}${ofMatches(s)}`,
  "push-group": (s) => `push group ${quoted(s["group"])}`,
  "rename-group": (s) => `rename group ${quoted(s["group"])} to ${quoted(s["to"])}`,
  "change-members": (s) => `change the members of group ${quoted(s["group"])}`,
  "push-now": (s) => `push group ${quoted(s["group"])} now`,
  "unlink-group": (s) => `unlink group ${quoted(s["group"])} and ${s["delete"] === true ? "delete" : "leave"} it`,
  "buy-seats": (s) => `buy ${String(s["seats"])} seats of ${String(s["product"])}`,
  "verify-seats": (s) => `verify the seats of ${String(s["product"])}`,
  "add-portal-users": (s) => `add ${people(s["people"])} in the vendor's console`,
  "add-target-group": (s) => `add group ${quoted(s["group"])} at the target`,
  "verify-users": (s) => `verify ${people(s["people"])} at the target`,
  "verify-group": (s) => `verify group ${quoted(s["name"] ?? s["group"])} at the target`,
};

/** A step in words, for example `assign group "Sales Users" with Sales`. */
export function describeStep({ action, settings }: ScenarioStep): string {
  return WORDS[action]?.(settings) ?? action.replaceAll("-", " ");
}

const STATUS = /^(?:failed|pending|provisioned|deprovisioned|unassigned)$/;

function people(value: Json | undefined): string {
  const parts = (isArray(value) ? value : [value]).map(String);
  const [only] = parts;
  if (parts.length === 1 && only === "all") return "everybody";
  if (parts.length === 1 && only?.startsWith("all but ") === true) return `everybody${only.slice("all".length)}`;
  if (parts.length === 1 && only !== undefined && STATUS.test(only)) return `${only} people`;
  if (parts.length === 1 && only !== undefined && /^[A-Za-z]/.test(only))
    return only === "last" ? "the last person" : only;
  if (parts.length === 1 && only !== undefined && /^\d+$/.test(only)) return `person ${only}`;
  return `people ${parts.join(" and ")}`;
}

function retryWords({ people: whom, groups }: Settings): string {
  const whose = [
    ...(whom === undefined ? [] : [`of ${people(whom)}`]),
    ...(groups === undefined ? [] : [`of ${list(groups)}`]),
  ];
  return ["retry failed tasks", ...whose].join(" ");
}

function faultWords({ on, answer = 503, times, after, reaches }: Settings): string {
  const what = isObject(answer) ? text(answer["status"]) : text(answer);
  const how = reaches === true ? `lose the answers to ${text(on)} (${what})` : `answer ${text(on)} with ${what}`;
  const often = times === undefined ? "" : times === 1 ? ", once" : `, ${text(times)} times`;
  return `${how}${often}${after === undefined ? "" : `, after ${text(after)}`}`;
}

function tokenWord(token: Json | undefined): string {
  return token === "wrong" ? "wrong" : token === "other" ? "other tenant's" : "right";
}

function pairs(settings: Settings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}: ${text(value)}`)
    .join(", ");
}

function ofMatches({ matches }: Settings): string {
  return matches === undefined ? "" : ` (${list(matches)})`;
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

function withProducts({ products }: Settings): string {
  return isArray(products) && products.length > 0 ? ` with ${list(products)}` : "";
}

function list(value: Json | undefined): string {
  return isArray(value) ? value.map(String).join(", ") : String(value);
}

function quoted(value: Json | undefined): string {
  return `"${String(value)}"`;
}
