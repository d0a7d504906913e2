// Builds hoctap/static/built from the npm packages and from this folder. Nothing it writes is committed.
//   npm run build
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const built = join(root, "hoctap", "static", "built");
const packageFolder = (name) => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

// Three subsets and four weights: a page in Vietnamese loads about 35 kB a weight, and only the weights it shows.
const SUBSETS = ["vietnamese", "latin-ext", "latin"];
const WEIGHTS = [400, 500, 600, 700];

function fonts() {
  const source = packageFolder("@fontsource/be-vietnam-pro");
  const ranges = JSON.parse(readFileSync(join(source, "unicode.json"), "utf8"));
  mkdirSync(join(built, "fonts"));
  copyFileSync(join(source, "LICENSE"), join(built, "fonts", "LICENSE.txt"));
  let css = "";
  for (const weight of WEIGHTS) {
    for (const subset of SUBSETS) {
      const file = `be-vietnam-pro-${subset}-${weight}-normal.woff2`;
      copyFileSync(join(source, "files", file), join(built, "fonts", file));
      css +=
        `@font-face{font-family:"Be Vietnam Pro";font-style:normal;font-display:swap;font-weight:${weight};` +
        `src:url("fonts/${file}") format("woff2");unicode-range:${ranges[subset]}}\n`;
    }
  }
  return css;
}

function styles() {
  const result = sass.compile(join(here, "scss", "hoctap.scss"), {
    style: "compressed",
    loadPaths: [dirname(packageFolder("bootstrap"))],
    quietDeps: true,
    silenceDeprecations: ["import"], // Bootstrap 5.3 is written with @import
  });
  return result.css.replace(/^\uFEFF/, "");
}

// Plain files one after the other: each is a closed function of its own, so no bundler is needed.
function scripts() {
  const folder = join(here, "js");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".js"))
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
}

rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });
writeFileSync(join(built, "hoctap.css"), fonts() + styles());
writeFileSync(join(built, "hoctap.js"), scripts());
// On its own: the page of a survey is opened once, on a slow line, and needs none of the rest.
copyFileSync(join(here, "survey.js"), join(built, "survey.js"));
copyFileSync(join(packageFolder("htmx.org"), "dist", "htmx.min.js"), join(built, "htmx.min.js"));
// What a slow line fetches first also lies there compressed; the server hands it to whoever takes it.
for (const name of ["hoctap.css", "hoctap.js", "survey.js", "htmx.min.js"]) {
  const file = join(built, name);
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
}
console.log("built: hoctap.css, hoctap.js, htmx.min.js, fonts");
