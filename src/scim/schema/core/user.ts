import { defineAttribute } from "../schema.ts";
import type { Schema } from "../schema.ts";
import { USER_URN } from "../../urns.ts";
import { PRIMARY, definePlural } from "./plural-attribute.ts";

/** Schema of a User (RFC 7643 sections 4.1 and 8.7.1, with the verified errata). */
export const USER_SCHEMA: Schema = {
  id: USER_URN,
  name: "User",
  description: "A person's account.",
  attributes: [
    defineAttribute({
      name: "userName",
      description: "Name that the user signs in with.",
      required: true,
      uniqueness: "server",
    }),
    defineAttribute({
      name: "name",
      type: "complex",
      description: "The parts of the user's name.",
      subAttributes: [
        defineAttribute({ name: "formatted", description: "Full name, ready to be shown." }),
        defineAttribute({ name: "familyName", description: "Last name." }),
        defineAttribute({ name: "givenName", description: "First name." }),
        defineAttribute({ name: "middleName", description: "Middle names." }),
        defineAttribute({ name: "honorificPrefix", description: "Title before the name, such as Dr." }),
        defineAttribute({ name: "honorificSuffix", description: "Addition after the name, such as III." }),
      ],
    }),
    defineAttribute({ name: "displayName", description: "Name to show to people." }),
    defineAttribute({ name: "nickName", description: "What the user is called casually." }),
    defineAttribute({
      name: "profileUrl",
      type: "reference",
      description: "Page about the user.",
      referenceTypes: ["external"],
    }),
    defineAttribute({ name: "title", description: "Position in the organization." }),
    defineAttribute({ name: "userType", description: "Relation to the organization, such as Employee." }),
    defineAttribute({ name: "preferredLanguage", description: "Languages, as in Accept-Language; such as en-US." }),
    defineAttribute({ name: "locale", description: "Region for formats of dates and numbers, such as en-US." }),
    defineAttribute({ name: "timezone", description: "Time zone by its Olson name, such as Europe/Paris." }),
    defineAttribute({ name: "active", type: "boolean", description: "Whether the account may be used." }),
    defineAttribute({
      name: "password",
      description: "Clear text password, only ever received.",
      mutability: "writeOnly",
      returned: "never",
    }),
    definePlural({ name: "emails", description: "E-mail addresses.", types: ["work", "home", "other"] }),
    definePlural({
      name: "phoneNumbers",
      description: "Telephone numbers.",
      types: ["work", "home", "mobile", "fax", "pager", "other"],
    }),
    definePlural({
      name: "ims",
      description: "Addresses for instant messages.",
      types: ["aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"],
    }),
    definePlural({
      name: "photos",
      description: "Pictures of the user.",
      value: { type: "reference", referenceTypes: ["external"] },
      types: ["photo", "thumbnail"],
    }),
    defineAttribute({
      name: "addresses",
      type: "complex",
      multiValued: true,
      description: "Postal addresses.",
      subAttributes: [
        defineAttribute({ name: "formatted", description: "Whole address, ready for a label." }),
        defineAttribute({ name: "streetAddress", description: "Street, house number, post box." }),
        defineAttribute({ name: "locality", description: "City." }),
        defineAttribute({ name: "region", description: "State or region." }),
        defineAttribute({ name: "postalCode", description: "Postal code." }),
        defineAttribute({ name: "country", description: "Country by its ISO 3166-1 alpha-2 code." }),
        defineAttribute({
          name: "type",
          description: "What the address is for.",
          canonicalValues: ["work", "home", "other"],
        }),
        // RFC 7643 section 8.7.1 leaves it out, though section 2.4 and the PATCH example of RFC 7644 have it.
        PRIMARY,
      ],
    }),
    defineAttribute({
      name: "groups",
      type: "complex",
      multiValued: true,
      description: "Groups that the user belongs to; changed through the groups.",
      mutability: "readOnly",
      subAttributes: [
        defineAttribute({ name: "value", description: "Id of the group.", mutability: "readOnly" }),
        defineAttribute({
          name: "$ref",
          type: "reference",
          description: "URI of the group.",
          mutability: "readOnly",
          referenceTypes: ["Group"],
        }),
        defineAttribute({ name: "display", description: "Name of the group.", mutability: "readOnly" }),
        defineAttribute({
          name: "type",
          description: "Whether the user is a member, or one through another group.",
          mutability: "readOnly",
          canonicalValues: ["direct", "indirect"],
        }),
      ],
    }),
    definePlural({ name: "entitlements", description: "Things that the user is entitled to." }),
    definePlural({ name: "roles", description: "Roles of the user." }),
    definePlural({
      name: "x509Certificates",
      description: "Certificates of the user, one DER document each.",
      value: { type: "binary" },
    }),
  ],
};
