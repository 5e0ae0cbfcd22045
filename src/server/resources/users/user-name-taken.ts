/** What a `Store` rejects with when a userName belongs to another user already. */
export class UserNameTaken extends Error {
  override readonly name: string = "UserNameTaken";

  constructor(userName: string) {
    super(`A user with the userName '${userName}' exists already; a userName is unique regardless of letter case.`);
  }
}
