import type { Json } from "../../../scim/json.ts";
import type { DirectoryValue } from "../../../profile/mappings/directory-attributes.ts";
import type { SettingsDocument } from "../document/app-document.ts";
import type { SelectionDocument } from "../document/population-document.ts";
import type { AssignmentRow } from "../../run.ts";
import type { StepName, StepResults } from "./step-results.ts";

type Nothing = Readonly<Record<string, never>> | null;
interface OfPeople {
  /** `all`, `last`, `3`, `1-10`, `failed`, `all but 3`, a person's name, or several of these. */
  readonly people: SelectionDocument;
}
interface OfGroup {
  /** By the name that the group has in the document. */
  readonly group: string;
}
interface Given {
  /** `$product` is the one that the scenario is played with, `$other-product` another one. */
  readonly products?: readonly string[];
  /** Attributes of the app profile. */
  readonly attributes?: Readonly<Record<string, Json>>;
}
type Attributes = Readonly<Record<string, DirectoryValue>>;

/** What each step is told, by its name; the JSON Schema of scenarios describes the same. */
export interface StepSettings {
  readonly "test-credentials": Nothing;
  readonly "change-settings": SettingsDocument;
  readonly "set-api-integration": { readonly enabled: boolean };
  readonly "change-token": { readonly token: "given" | "wrong" | "other" } | { readonly env: string };
  readonly import: Nothing;
  readonly "confirm-import": { readonly matches?: readonly ("new" | "exact" | "partial")[] } & Partial<OfPeople>;
  readonly "assign-users": OfPeople & Given;
  readonly "unassign-users": OfPeople;
  readonly "assign-group": OfGroup & Given & { readonly priority?: number };
  readonly "unassign-group": OfGroup;
  readonly "add-to-group": OfGroup & OfPeople;
  readonly "remove-from-group": OfGroup & OfPeople;
  readonly "suspend-users": OfPeople;
  readonly "unsuspend-users": OfPeople;
  readonly "deactivate-users": OfPeople;
  readonly "reactivate-users": OfPeople;
  readonly "add-users": OfPeople & { readonly staged?: boolean; readonly set?: Attributes };
  readonly "activate-users": OfPeople;
  readonly "delete-users": OfPeople;
  readonly "add-group": OfGroup & Partial<OfPeople>;
  readonly "delete-group": OfGroup;
  readonly "update-profile": OfPeople & { readonly set: Attributes };
  readonly "change-passwords": OfPeople;
  readonly "retry-failed": (Partial<OfPeople> & { readonly groups?: readonly string[] }) | null;
  readonly "push-group": OfGroup;
  readonly "push-now": OfGroup;
  readonly "unlink-group": OfGroup & { readonly delete?: boolean };
  readonly "rename-group": OfGroup & { readonly to: string };
  readonly "change-members": OfGroup & { readonly add?: SelectionDocument; readonly remove?: SelectionDocument };
  readonly "buy-seats": { readonly product: string; readonly seats: number | string };
  readonly "verify-seats": { readonly product: string };
  readonly "add-portal-users": OfPeople & {
    readonly products?: readonly string[];
    readonly former?: boolean;
    readonly otherwise?: "scim";
  };
  readonly "add-target-group": OfGroup & Partial<OfPeople>;
  readonly "verify-users": OfPeople;
  readonly "verify-group": OfGroup & Partial<OfPeople> & { readonly name?: string };
  readonly wait: { readonly seconds: number };
  readonly fault: FaultSettings;
  readonly "clear-faults": Nothing;
}

/** Which requests meet a fault, and what they are answered in place of the target. */
export interface FaultSettings {
  /** For example `PUT /Users/*`. */
  readonly on: string;
  /** A status, no answer, or a whole answer; 503 when left out. */
  readonly answer?:
    | number
    | "timeout"
    | "reset"
    | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: Json };
  /** Until `clear-faults` when left out. */
  readonly times?: number;
  /** So many such requests go through before. */
  readonly after?: number;
  /** The target gets the request all the same, and only its answer is lost. */
  readonly reaches?: boolean;
}

/** A number, true or false, an expression, or a range. */
export type Fact = number | boolean | string | { readonly min?: number | string; readonly max?: number | string };

/** A text that it contains, a `/pattern/`, nothing, or whether there is one. */
export type Line = string | boolean | null;

/** What is so of a person after a step; the last three are known by `verify-users` alone. */
export interface PersonFacts {
  readonly status?: AssignmentRow["status"] | "unassigned";
  readonly message?: string | null;
  readonly found?: boolean;
  readonly active?: boolean;
  readonly attributes?: Readonly<Record<string, Json>>;
}

/** Requests of the provider's client, and how many there are; at least one when that is left out. */
export interface RequestFacts {
  readonly method?: string;
  readonly path?: string;
  readonly body?: Json;
  readonly answer?: number;
  readonly count?: Fact;
}

/** Facts that are no numbers. */
interface ToldFacts {
  readonly message: Line;
  readonly "seat-warning": Line;
  readonly features: Readonly<Record<string, boolean | { readonly ticked?: boolean; readonly target?: string }>>;
}

/** What must come of a step: its own results, and what every step has. */
export type Expectations<Action extends StepName> = {
  readonly [Result in StepResults[Action]]?: Result extends keyof ToldFacts ? ToldFacts[Result] : Fact;
} & {
  readonly requests?: Fact | readonly RequestFacts[];
  readonly notes?: string | readonly string[];
  readonly person?: Readonly<Record<string, PersonFacts>>;
};

/** One step with its settings and what must come of it, as in a document. */
export type TypedStep = {
  readonly [Action in StepName]: { readonly [Name in Action]: StepSettings[Name] } & {
    readonly expect?: Expectations<Action>;
    readonly headline?: true;
  };
}[StepName];
