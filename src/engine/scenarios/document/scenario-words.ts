import type { Json } from "../../../scim/json.ts";
import { isArray } from "../../../scim/json.ts";
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
  "retry-failed": () => "retry failed tasks",
  import: () => "import now",
  "confirm-import": (s) => `confirm imported users (${list(s["matches"])})`,
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

function people(value: Json | undefined): string {
  const parts = (isArray(value) ? value : [value]).map(String);
  const [only] = parts;
  if (parts.length === 1 && only === "all") return "everybody";
  if (parts.length === 1 && only !== undefined && /^[a-z]/.test(only)) return `${only} people`;
  if (parts.length === 1 && only !== undefined && /^\d+$/.test(only)) return `person ${only}`;
  return `people ${parts.join(" and ")}`;
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
