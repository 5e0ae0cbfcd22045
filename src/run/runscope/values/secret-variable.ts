import { isSecretMember } from "../../../exchange/masking/secret-names.ts";

/** True for a variable of a test whose name says that its value shows who somebody is. */
export function isSecretVariable(name: string): boolean {
  return isSecretMember(name) || /auth|passw|secret|token|key/i.test(name);
}
