import type { OktaUser } from "./directory.ts";
import type { OktaAppOptions } from "./app-options.ts";
import type { AssignmentTable } from "../provisioning/assignment-table.ts";
import type { AssignedAttributes } from "../provisioning/mapped-values.ts";
import { seatWarnings } from "../provisioning/seat-warning.ts";

/** What is assigned to whom. */
export interface Assigning {
  readonly users: readonly OktaUser[];
  readonly attributes: AssignedAttributes;
}

/** What an admin should know of the seats before an assignment. */
export function seatNotes(
  { seats = [], profile }: Pick<OktaAppOptions, "seats" | "profile">,
  table: AssignmentTable,
  { users, attributes }: Assigning,
): readonly string[] {
  if (profile.seats === undefined) return [];
  const name = profile.seats.attribute?.name;
  const holds = (user: OktaUser, product: string): boolean => {
    if (name === undefined) return true;
    const products = table.attributeOf(user, name);
    return Array.isArray(products) && products.includes(product);
  };
  const holders = (product: string): readonly OktaUser[] => {
    const provisioned = table.rows().filter((row) => row.status === "provisioned" && row.isLinked);
    return provisioned.map((row) => row.user).filter((user) => holds(user, product));
  };
  return seatWarnings({
    limits: seats,
    products: name === undefined ? seats.map(({ product }) => product) : attributes[name],
    newcomers: (product) => users.filter((user) => !holders(product).includes(user)).length,
    given: (product) => holders(product).length,
  });
}
