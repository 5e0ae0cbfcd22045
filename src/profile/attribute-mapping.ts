/**
 * One row of the app's attribute mappings, as on Okta's Provisioning > To App page.
 * Source: the attribute table of the vendor's integration guide.
 */
export interface AttributeMapping {
  /** Variable name in the app profile, for example `ziProduct`. */
  readonly name: string;
  readonly title: string;
  /** Schema URN that the value is sent under: the core User URN or an extension's. */
  readonly namespace: string;
  /**
   * Path below that namespace, for example `name.givenName`, `ziRole`, or `phoneNumbers.^[type==mobile].value` for a part of the
   * element for which that holds; `emails` means the one primary e-mail.
   */
  readonly externalName: string;
  /** Personal attributes are set on a person only, group ones on a group assignment too. */
  readonly type: "personal" | "group";
  /**
   * Where the value comes from: `user.<attribute>` of the Okta user, a JSON constant, or nothing (given by assignment only).
   */
  readonly value: MappingValue | undefined;
  readonly applyOn: "create" | "create-and-update";
  readonly multiValued: boolean;
}

/** An Okta user's attribute, or a constant. */
export type MappingValue =
  | { readonly from: "user"; readonly attribute: string }
  | { readonly from: "constant"; readonly constant: string | number | boolean };
