/** Attributes of every user of an identity provider's directory, as Okta's base profile has them; `userName` is that of the app. */
export const DIRECTORY_ATTRIBUTES: readonly string[] = [
  "userName",
  "login",
  "email",
  "secondEmail",
  "firstName",
  "lastName",
  "middleName",
  "honorificPrefix",
  "honorificSuffix",
  "title",
  "displayName",
  "nickName",
  "profileUrl",
  "primaryPhone",
  "mobilePhone",
  "streetAddress",
  "city",
  "state",
  "zipCode",
  "countryCode",
  "postalAddress",
  "preferredLanguage",
  "locale",
  "timezone",
  "userType",
  "employeeNumber",
  "costCenter",
  "organization",
  "division",
  "department",
  "managerId",
  "manager",
];

/** A value of a directory's user. */
export type DirectoryValue = string | number | boolean;

/** Values that a profile states for its people: by attribute one for everybody, or several that go round. */
export type DirectoryValues = Readonly<Record<string, DirectoryValue | readonly DirectoryValue[]>>;

/** What a profile's people have at a place in the population, from 0. */
export function valuesAt(values: DirectoryValues, position: number): Readonly<Record<string, DirectoryValue>> {
  const at = (value: DirectoryValue | readonly DirectoryValue[]): DirectoryValue | undefined =>
    isList(value) ? value[position % value.length] : value;
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const own = at(value);
      return own === undefined ? [] : [[name, own]];
    }),
  );
}

function isList(value: DirectoryValue | readonly DirectoryValue[]): value is readonly DirectoryValue[] {
  return Array.isArray(value);
}
