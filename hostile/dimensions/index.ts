import type { Behaviour, Dimension } from "../target/call.ts";
import { ACCESS } from "./access.ts";
import { BODY } from "./body.ts";
import { CHANGE } from "./change.ts";
import { CONNECTION } from "./connection.ts";
import { CREATE } from "./create.ts";
import { IDS } from "./ids.ts";
import { LIST } from "./list.ts";
import { NAMES } from "./names.ts";
import { READ } from "./read.ts";
import { REDIRECT } from "./redirect.ts";
import { REMOVE } from "./remove.ts";

/** The dimensions that answer calls. */
export const HANDLING: Readonly<Record<HandlingName, Dimension<Behaviour>>> = {
  connection: CONNECTION,
  body: BODY,
  access: ACCESS,
  redirect: REDIRECT,
  read: READ,
  list: LIST,
  create: CREATE,
  change: CHANGE,
  remove: REMOVE,
};

/** A dimension that answers calls. */
export type HandlingName =
  | "connection"
  | "body"
  | "access"
  | "redirect"
  | "read"
  | "list"
  | "create"
  | "change"
  | "remove";

/** Every dimension of a hostile target; the first two say what is stored, and how it is named. */
export const DIMENSIONS: Readonly<Record<DimensionName, Dimension<{ readonly says: string }>>> = {
  ids: IDS,
  names: NAMES,
  create: CREATE,
  read: READ,
  list: LIST,
  change: CHANGE,
  remove: REMOVE,
  redirect: REDIRECT,
  connection: CONNECTION,
  body: BODY,
  access: ACCESS,
};

/** The name of a dimension. */
export type DimensionName = "ids" | "names" | HandlingName;

/** The name of one behaviour of each dimension. */
export type Behaviours = Readonly<Record<DimensionName, string>>;

/** The names of all dimensions, in the order in which they are told. */
export const DIMENSION_NAMES: readonly DimensionName[] = [
  "ids",
  "names",
  "create",
  "read",
  "list",
  "change",
  "remove",
  "redirect",
  "connection",
  "body",
  "access",
];

/** A sound server. */
export const ALL_RIGHT: Behaviours = {
  ids: "right",
  names: "right",
  create: "right",
  read: "right",
  list: "right",
  change: "right",
  remove: "right",
  redirect: "right",
  connection: "right",
  body: "right",
  access: "right",
};

/** The behaviour of that name; `right` among others. Throws when there is none. */
export function pick<B>(dimension: Dimension<B>, name: string): B {
  const found = dimension[name];
  if (found === undefined) throw new Error(`there is no behaviour "${name}": use ${Object.keys(dimension).join(", ")}`);
  return found;
}
