import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { SUITES } from "../../suites/index.ts";
import { ROOT } from "../testing/source-files.ts";
import { changedSuites, suitesOf } from "./changed-suites.ts";

const IDS = ["users", "groups"];

describe("the suites of changed files", () => {
  test.each([
    [["suites/users/create/answer.ts", "suites/users/delete.ts"], ["users"]],
    [
      ["suites/users/delete.ts", "suites/groups/words/made.ts", "README.md"],
      ["users", "groups"],
    ],
    [["suites/users/delete.ts", "src/scim/json.ts"], undefined],
    [["suites/users/delete.ts", "fixtures/variants/ids.ts"], undefined],
    [["suites/requirements/rfc7643/resources.ts"], undefined],
    [["suites/index.ts"], undefined],
    [["suites/users/delete.ts", "src/scim/json.test.ts", "docs/providers.md"], ["users"]],
    [["README.md"], undefined],
    [[""], undefined],
  ])("%j: %j", (files, expected) => {
    expect(suitesOf(files, IDS)).toEqual(expected);
  });

  test("are named as their folders are", () => {
    const folders = readdirSync(join(ROOT, "suites"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "requirements")
      .map(({ name }) => name);
    expect(SUITES.map(({ id }) => id).toSorted()).toEqual(folders.toSorted());
  });
});

describe("in a working copy", () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  function workingCopy(): { readonly folder: string; readonly write: (file: string) => void; readonly git: Git } {
    const folder = mkdtempSync(join(tmpdir(), "zi-scim-check-changed-"));
    folders.push(folder);
    const git: Git = (...args) => void execFileSync("git", ["-C", folder, ...args], { stdio: "ignore" });
    const write = (file: string): void => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), String(Math.random()));
    };
    git("init", "--initial-branch=main");
    git("config", "user.email", "a@example.com");
    git("config", "user.name", "A");
    write("src/a.ts");
    write("suites/users/a.ts");
    git("add", "-A");
    git("commit", "-m", "first");
    return { folder, write, git };
  }

  type Git = (...args: readonly string[]) => void;

  test("it is what is not committed, new files included", async () => {
    const { folder, write } = workingCopy();
    expect(await changedSuites(folder, IDS)).toBeUndefined();
    write("suites/users/a.ts");
    write("suites/groups/new.ts");
    expect(await changedSuites(folder, IDS)).toEqual(["users", "groups"]);
  });

  test("it is also what was committed since the main branch", async () => {
    const { folder, write, git } = workingCopy();
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
    write("suites/users/a.ts");
    git("commit", "-am", "second");
    expect(await changedSuites(folder, IDS)).toEqual(["users"]);
  });

  test("it is everything where there is no git", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zi-scim-check-changed-"));
    folders.push(folder);
    expect(await changedSuites(folder, IDS)).toBeUndefined();
  });
});
