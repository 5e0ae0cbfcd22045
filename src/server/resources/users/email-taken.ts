/** What a `Store` rejects with when an e-mail address belongs to another user already. */
export class EmailTaken extends Error {
  override readonly name: string = "EmailTaken";

  constructor(email: string) {
    super(`The e-mail address '${email}' belongs to another user already; change it there or send another one here.`);
  }
}
