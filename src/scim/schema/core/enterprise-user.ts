import { defineAttribute } from "../schema.ts";
import type { Schema } from "../schema.ts";
import { ENTERPRISE_USER_URN } from "../../urns.ts";

/** Schema of the enterprise extension of a User (RFC 7643 sections 4.3 and 8.7.1, with the verified errata). */
export const ENTERPRISE_USER_SCHEMA: Schema = {
  id: ENTERPRISE_USER_URN,
  name: "EnterpriseUser",
  description: "What an employer notes about a user.",
  attributes: [
    defineAttribute({ name: "employeeNumber", description: "Number or code that the employer gave the user." }),
    defineAttribute({ name: "costCenter", description: "Cost center." }),
    defineAttribute({ name: "organization", description: "Organization." }),
    defineAttribute({ name: "division", description: "Division." }),
    defineAttribute({ name: "department", description: "Department." }),
    defineAttribute({
      name: "manager",
      type: "complex",
      description: "The user's manager.",
      subAttributes: [
        defineAttribute({ name: "value", description: "Id of the manager's User resource.", caseExact: true }),
        defineAttribute({
          name: "$ref",
          type: "reference",
          description: "URI of the manager's User resource.",
          referenceTypes: ["User"],
        }),
        defineAttribute({ name: "displayName", description: "Name of the manager.", mutability: "readOnly" }),
      ],
    }),
  ],
};
