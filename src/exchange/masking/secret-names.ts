/** True for a header whose value shows who somebody is. */
export function isSecretHeader(name: string): boolean {
  return /^(?:proxy-)?authorization$|^(?:set-)?cookie$|(?:^|-)(?:api-?key|token|secret|password)$/i.test(name);
}

const SECRET_MEMBER =
  /^(?:password|passphrase|jwt|authorization|\w*(?:token|secret)|(?:\w+_)?api_?key|private_?key|session_?id)$/i;

/** True for a member whose value is secret by its name, wherever it stands. */
export function isSecretMember(name: string): boolean {
  return SECRET_MEMBER.test(name);
}

/** True when JSON text may have such a member. */
export function mayHaveSecretMember(text: string): boolean {
  return /(?:password|passphrase|jwt|authorization|token|secret|key|session_?id)"/i.test(text);
}
