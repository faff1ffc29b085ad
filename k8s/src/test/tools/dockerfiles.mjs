// Tells what is wrong with Dockerfiles: one line a problem.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const { validate } = createRequire(import.meta.url)("dockerfile-utils");
for (const file of process.argv.slice(2)) {
  for (const problem of validate(readFileSync(file, "utf8"), {})) {
    console.log(`${file}:${problem.range.start.line + 1}: ${problem.message}`);
  }
}
