#!/usr/bin/env node
// Nothing in this file is newer than the oldest Node: it must parse there, to say that it is too old.
var version = process.versions.node;
var parts = version.split(".");
var major = Number(parts[0]);
var minor = Number(parts[1]);

if (major >= 24 || (major === 22 && minor >= 19)) {
  require("../dist/src/cli/main.js");
} else {
  process.stderr.write(
    "zi-scim-check needs Node.js 22.19 or newer of the 22 line, or 24 and later; this is Node.js " + version + ".\n",
  );
  process.exit(2);
}
